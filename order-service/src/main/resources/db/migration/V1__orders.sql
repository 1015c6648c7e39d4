create table orders (
    id              uuid        primary key,
    idempotency_key text        unique,
    -- SHA-256 of the request that came with the key: the same key with another request is an error.
    request_hash    bytea,
    customer_email  text        not null,
    priority        text        not null check (priority in ('VIP', 'REGULAR', 'BULK')),
    currency        text        not null check (length(currency) = 3),
    -- Without precision, so that an amount keeps its currency's number of decimals.
    total           numeric     not null check (total > 0),
    items           jsonb       not null,
    status          text        not null default 'PLACED' check (status in ('PLACED', 'PAID', 'PAYMENT_FAILED')),
    failure_reason  text,
    confirmation    text        not null default 'PENDING' check (confirmation in ('PENDING', 'SENT', 'FAILED')),
    placed_at       timestamptz not null,
    paid_at         timestamptz,
    confirmed_at    timestamptz,
    check ((idempotency_key is null) = (request_hash is null))
);
