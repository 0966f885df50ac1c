-- ${blob} is the database's type for large binary values: 'binary large object' in H2, which keeps
-- them beside the rows, 'bytea' in PostgreSQL.

create table model (
    name         varchar(64)                 not null primary key,
    created_at   timestamp(6) with time zone not null,
    last_version integer                     not null -- highest number ever given, so that none is given twice
);

create table model_version (
    model           varchar(64)                 not null references model (name),
    version         integer                     not null check (version > 0),
    created_at      timestamp(6) with time zone not null,
    manifest        text                        not null, -- manifest.json to the byte
    manifest_sha256 varchar(64)                 not null,
    content_sha256  varchar(64)                 not null, -- over the files without the manifest
    primary key (model, version)
);

create index model_version_content on model_version (model, content_sha256);

create table model_artifact (
    model   varchar(64) not null,
    version integer     not null,
    name    varchar(64) not null,
    sha256  varchar(64) not null,
    size    bigint      not null,
    content ${blob}     not null,
    primary key (model, version, name),
    foreign key (model, version) references model_version (model, version)
);

create table model_alias (
    model      varchar(64)                 not null,
    alias      varchar(32)                 not null,
    version    integer                     not null,
    updated_at timestamp(6) with time zone not null,
    primary key (model, alias),
    foreign key (model, version) references model_version (model, version)
);
