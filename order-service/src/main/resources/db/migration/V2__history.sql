-- What happened to orders, for ever. An order is what its events come to; orders can be rebuilt from this table, so it
-- refers to nothing.
create table order_event (
    id          bigint      generated always as identity,
    order_id    uuid        not null,
    type        text        not null,
    data        jsonb       not null,
    at          timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    cause       text        not null,
    -- An order's events in the order in which they were recorded: what is read, and how.
    primary key (order_id, id)
);

-- A message leads to an event once, however often it comes.
create unique index order_event_of_message on order_event (order_id, type, cause) where cause like 'message %';

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what happened is not changed: % on %', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger append_only before update or delete or truncate on order_event
    for each statement execute function refuse_change();

alter table orders
    drop constraint orders_status_check,
    add constraint orders_status_check check (status in ('PLACED', 'PAID', 'PAYMENT_FAILED', 'SHIPPED')),
    add column latest_request uuid,
    add column failed_at      timestamptz,
    add column shipped_at     timestamptz;

-- Lists are read newest first, all or those of one status.
create index orders_placed_at on orders (placed_at, id);
create index orders_status on orders (status, placed_at, id);

-- Orders from before there was a history: what can still be told of them.
update orders set failed_at = placed_at where status = 'PAYMENT_FAILED';

insert into order_event (order_id, type, data, at, cause)
select id, type, jsonb_strip_nulls(data), at, 'migration'
  from orders,
       lateral (values
           (1, true, 'OrderPlaced', placed_at, jsonb_build_object(
               'customerEmail', customer_email, 'priority', priority, 'currency', currency, 'total', total, 'items', items,
               'idempotencyKey', idempotency_key, 'requestHash', encode(request_hash, 'base64'))),
           (2, status = 'PAID', 'PaymentCompleted', paid_at, '{}'),
           (2, status = 'PAYMENT_FAILED', 'PaymentFailed', failed_at, jsonb_build_object('reason', failure_reason)),
           (3, confirmation = 'SENT', 'ConfirmationSent', confirmed_at, '{}'),
           (3, confirmation = 'FAILED', 'ConfirmationFailed', placed_at, '{}')
       ) as event (number, happened, type, at, data)
 where happened
 order by placed_at, id, number;
