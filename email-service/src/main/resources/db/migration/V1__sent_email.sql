create table sent_email (
    id              uuid        primary key,
    -- One mail per message, whatever is delivered how often and to how many replicas.
    message_id      uuid        not null unique,
    correlation_id  uuid        not null,
    type            text        not null check (type in ('order_confirmation', 'password_reset', 'payment_reminder')),
    recipient       text        not null,
    smtp_message_id text        not null unique,
    started_at      timestamptz not null,
    sent_at         timestamptz not null
);

create index sent_email_correlation_id on sent_email (correlation_id);
