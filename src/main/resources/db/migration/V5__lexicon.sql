-- The one lexicon of mood words; without content there is none. Each change counts, so that processes see it.
create table lexicon (
    name      varchar(16) not null primary key,
    change    integer     not null,
    sha256    varchar(64),
    loaded_at timestamp(6) with time zone,
    content   ${blob}
);

insert into lexicon (name, change) values ('lexicon', 0);
