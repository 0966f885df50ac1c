-- Which change of an alias its present value is: the alias's entity tag.
alter table model_alias add column change integer default 1 not null;

-- Every value that an alias has had. 'below' is the change that a rollback goes back to.
create table model_alias_change (
    model      varchar(64)                 not null references model (name),
    alias      varchar(32)                 not null,
    change     integer                     not null,
    version    integer                     not null,
    below      integer,
    action     varchar(16)                 not null,
    changed_at timestamp(6) with time zone not null,
    changed_by varchar(128)                not null,
    primary key (model, alias, change)
);

insert into model_alias_change (model, alias, change, version, below, action, changed_at, changed_by)
select model, alias, 1, version, null, 'SET', updated_at, 'before the history' from model_alias;

-- What was deleted, so that a model store does not bring it back.
create table model_deletion (
    model          varchar(64)                 not null references model (name),
    version        integer                     not null,
    content_sha256 varchar(64)                 not null,
    deleted_at     timestamp(6) with time zone not null,
    primary key (model, version)
);

-- Whoever accepts a training holds this row: the queue's limit and order are exact between processes.
create table training_queue (
    name          varchar(16)                 not null primary key,
    last_accepted timestamp(6) with time zone not null
);

insert into training_queue (name, last_accepted) values ('trainings', timestamp with time zone '1970-01-01 00:00:00+00');

-- Which run of the job may write; a process that lost its job holds an older number.
alter table training_job add column attempt integer default 0 not null;
-- Runs that began since an epoch was finished last.
alter table training_job add column idle_attempts integer default 0 not null;
alter table training_job add column from_model varchar(64);
alter table training_job add column from_version integer;
alter table training_job add column from_weights_sha256 varchar(64);

create table training_checkpoint (
    job        varchar(36)                 not null primary key references training_job (id),
    epoch      integer                     not null,
    sha256     varchar(64)                 not null,
    content    ${blob}                     not null,
    written_at timestamp(6) with time zone not null
);

-- The scheduler's own table, in its own words.
create table scheduled_tasks (
    task_name            varchar(100)                not null,
    task_instance        varchar(100)                not null,
    task_data            ${blob},
    execution_time       timestamp(6) with time zone not null,
    picked               boolean                     not null,
    picked_by            varchar(100),
    last_success         timestamp(6) with time zone,
    last_failure         timestamp(6) with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp(6) with time zone,
    version              bigint                      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

-- A training that ran when the service stopped for this begins again.
delete from training_event where job in (select id from training_job where state = 'RUNNING');
update training_job set state = 'QUEUED', epochs_done = 0, last_event = 0, attempt = 1
where state = 'RUNNING';

-- Until now a training was begun once, if at all.
update training_job set attempt = 1 where started_at is not null and finished_at is not null;

insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select 'training', id, created_at, false, 1 from training_job where state = 'QUEUED';
