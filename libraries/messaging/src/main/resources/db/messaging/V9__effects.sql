-- Limits: n tokens allow n effects a second. A token is held by the replica whose session key is its owner, or it is free from
-- free_at on: one second after its last effect has arrived, on this database's clock. Table rate_limit stays for replicas of the
-- release before.
create table rate_limit_token (
    name     text        not null,
    number   integer     not null,
    owner    bigint,
    free_at  timestamptz not null,
    -- When its next effect was to start; spreads the effects evenly.
    start_at timestamptz not null,
    -- When the owner's session was first found gone.
    lost_at  timestamptz,
    primary key (name, number)
)
with (fillfactor = 50);

-- Effects outside this database that are under way: one for each subject. A claim that nobody gives up ends with its lease.
create table effect_claim (
    consumer    text        not null,
    subject     text        not null,
    owner       uuid        not null,
    claimed_at  timestamptz not null,
    lease_until timestamptz not null,
    primary key (consumer, subject)
)
with (fillfactor = 50);

-- Whether the provider of a consumer is away, or asked for a pause. No row means that all is well.
create table provider_status (
    consumer        text primary key,
    away_since      timestamptz,
    reason          text,
    -- Whether a probe alone can't show that it is back.
    needs_trial     boolean not null default false,
    next_probe_at   timestamptz,
    throttled_until timestamptz
);

-- Which of the delayed jobs are messages that a consumer postponed; null for all others.
alter table delayed_job add column postponed_by text;
create index delayed_job_postponed_by on delayed_job (postponed_by) where postponed_by is not null;

grant select, insert, update, delete on rate_limit_token, effect_claim, provider_status to "${service}";
