create table payment (
    id             uuid        primary key,
    -- What makes it one payment per order, whatever is delivered how often and to how many replicas.
    order_id       uuid        not null unique,
    amount         numeric     not null check (amount > 0),
    currency       text        not null,
    status         text        not null check (status in ('PENDING', 'COMPLETED', 'FAILED')),
    charge_id      text        unique,
    failure_reason text,
    created_at     timestamptz not null,
    completed_at   timestamptz,
    check ((status = 'COMPLETED') = (charge_id is not null))
);
