-- The books of the simulated gateway. They stand for another company's database: nothing of ours joins them, and they
-- are written in transactions of their own.
create schema gateway;

create table gateway.charge (
    id              text        primary key,
    idempotency_key text        not null unique,
    amount          numeric     not null,
    currency        text        not null,
    charged_at      timestamptz not null
);

-- Every call, also those that failed; started_at is when it reached the gateway, by the caller's clock.
create table gateway.attempt (
    id              bigint generated always as identity primary key,
    idempotency_key text        not null,
    started_at      timestamptz not null
);

create index attempt_key on gateway.attempt (idempotency_key);
