-- Dead letters, taken from the dead-letter queues: here they can be searched, read, sent again and dropped one by one.
create table dead_letter (
    id             uuid        primary key,
    consumer       text        not null,
    died_at        timestamptz not null,
    filed_at       timestamptz not null default clock_timestamp(),
    reason         text        not null,
    error          text,
    attempts       integer     not null,
    queue          text,
    -- With this key the exchange that leads back into the consumer's lanes finds the lane it came from.
    routing_key    text        not null,
    message_id     text,
    type           text,
    correlation_id text,
    headers        jsonb       not null,
    body           bytea       not null
);

create index dead_letter_newest on dead_letter (died_at desc, id desc);
create index dead_letter_correlation_id on dead_letter (correlation_id);

-- What operators have done, and who and when. Nothing is ever changed or deleted here.
create table operator_action (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default clock_timestamp(),
    operator text        not null,
    action   text        not null,
    subject  text        not null,
    reason   text,
    details  jsonb       not null default '{}'
);

create index operator_action_subject on operator_action (subject);

-- What operators want of a consumer. All replicas look here; no row means: work, at the configured limit.
create table consumer_control (
    consumer         text    primary key,
    paused           boolean not null default false,
    limit_per_second integer check (limit_per_second between 1 and 10000)
);

-- What each replica says of its consumers, once a second. Nothing depends on it surviving a crash.
create unlogged table consumer_replica (
    consumer           text        not null,
    replica            uuid        not null,
    seen_at            timestamptz not null,
    running            boolean     not null,
    in_flight          integer     not null,
    handled_per_second real        not null,
    retried_per_second real        not null,
    buried_per_second  real        not null,
    oldest_at          timestamptz,
    next               jsonb       not null,
    primary key (consumer, replica)
)
with (fillfactor = 50);
