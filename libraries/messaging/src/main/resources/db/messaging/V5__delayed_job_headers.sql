-- The trace in which a job was scheduled, so that the one in which it is done can name it.
alter table delayed_job add column headers jsonb not null default '{}';
