-- What a job does. A release that knows trainings alone runs and adds no other.
alter table training_job add column kind varchar(16) default 'TRAINING' not null;

-- How far the evaluation of the present run is, null before it has begun.
alter table training_job add column folds_done integer;
alter table training_job add column folds_total integer;
alter table training_job add column seconds_left bigint;

-- An evaluation that has ended has no data any more.
alter table training_job alter column data_sha256 drop not null;

create index training_job_kind on training_job (kind, number);

-- What an evaluation has found, as JSON and as a page.
create table evaluation_report (
    job    varchar(36) not null primary key references training_job (id),
    report text        not null,
    page   text        not null
);
