create table order_minute (
    minute             timestamptz primary key,
    orders             bigint      not null,
    payments_completed bigint      not null,
    payments_failed    bigint      not null
);

create table order_minute_revenue (
    minute   timestamptz not null,
    currency text        not null,
    revenue  numeric     not null,
    primary key (minute, currency)
);
