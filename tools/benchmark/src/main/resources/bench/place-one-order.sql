with placed as (
    insert into orders (id, idempotency_key, request_hash, customer_email, priority, currency, total, items,
                        placed_at)
    values (gen_random_uuid(), null, null, :email, :priority, :currency, :total, :items::jsonb, now())
    on conflict (idempotency_key) do nothing
    returning id),
history as (
    insert into order_event (order_id, type, data, at, cause)
    select id, type, data::jsonb, now(), :cause
      from placed, (values (1, :placedType, :placedData),
                           (2, :scheduledType, :scheduledData)) as event (number, type, data)
     order by number),
reminder as (
    insert into messaging.delayed_job
           (key, due_at, exchange, routing_key, message_id, type, correlation_id, headers, body)
    select 'payment-reminder:' || id, now() + interval '1 day', :exchange, :reminderRoutingKey, gen_random_uuid()::text,
           :reminderType, id::text, :reminderHeaders::jsonb, :reminderBody
      from placed)
insert into messaging.outbox (exchange, routing_key, message_id, type, correlation_id, headers, body)
select :exchange, :routingKey, gen_random_uuid()::text, :type, id::text, :headers::jsonb, :body
  from placed;
