create table training_data (
    sha256     varchar(64)                 not null primary key,
    size       bigint                      not null,
    content    ${blob}                     not null,
    created_at timestamp(6) with time zone not null
);

create table training_job (
    id                varchar(36)                 not null primary key,
    number            bigint generated always as identity,
    state             varchar(16)                 not null,
    created_at        timestamp(6) with time zone not null,
    started_at        timestamp(6) with time zone,
    finished_at       timestamp(6) with time zone,
    settings          text                        not null,
    vocabulary        text,
    data_sha256       varchar(64)                 not null references training_data (sha256),
    data_report       text                        not null,
    epochs_done       integer                     not null,
    epochs_total      integer                     not null,
    epochs_per_second double precision,
    result_model      varchar(64),
    result_version    integer,
    problem           text,
    last_event        integer                     not null
);

create index training_job_state on training_job (state, number);

create table training_event (
    job    varchar(36) not null references training_job (id),
    number integer     not null,
    name   varchar(16) not null,
    data   text        not null,
    primary key (job, number)
);
