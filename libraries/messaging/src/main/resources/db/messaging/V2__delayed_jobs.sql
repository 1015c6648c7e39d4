-- Messages that wait for their time. They have a table of their own, because they live for hours and the outbox for
-- milliseconds: however many wait here, the outbox stays small.
create table delayed_job (
    key            text        primary key,
    due_at         timestamptz not null,
    created_at     timestamptz not null default clock_timestamp(),
    exchange       text        not null,
    routing_key    text        not null,
    message_id     text        not null,
    type           text        not null,
    correlation_id text        not null,
    body           bytea       not null
);

create index delayed_job_due on delayed_job (due_at, key);
