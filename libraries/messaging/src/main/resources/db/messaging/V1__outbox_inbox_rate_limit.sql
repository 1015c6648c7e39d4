-- What is to be published. A row is deleted only after the broker has confirmed the message and routed it.
create table outbox (
    id             bigint generated always as identity primary key,
    due_at         timestamptz not null default clock_timestamp(),
    created_at     timestamptz not null default clock_timestamp(),
    exchange       text        not null,
    routing_key    text        not null,
    message_id     text,
    type           text,
    correlation_id text,
    headers        jsonb       not null default '{}',
    body           bytea       not null,
    failures       integer     not null default 0
)
-- Every row is deleted soon after it is written; without frequent vacuuming the relay would wade through the dead.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- The relay reads in this order, so rows that are not due yet cost it nothing, however many there are.
create index outbox_due on outbox (due_at, id);

-- What was handled: the primary key is what makes a repeated delivery harmless.
create table inbox (
    consumer   text        not null,
    message_id uuid        not null,
    handled_at timestamptz not null default clock_timestamp(),
    primary key (consumer, message_id)
);

create index inbox_handled_at on inbox using brin (handled_at);

-- One row per limiter: the next moment at which an effect may start, on this database's clock.
create table rate_limit (
    name    text primary key,
    next_at timestamptz not null
)
with (fillfactor = 50);
