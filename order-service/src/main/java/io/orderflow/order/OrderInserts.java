package io.orderflow.order;

import io.orderflow.messaging.outbox.OutgoingMessage;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Stores a group of orders by one statement: each with its first events, its reminder and its outbox message. */
@Component
class OrderInserts {

    private static final String INSERT = """
            with incoming as (
                select *
                  from unnest(:ids::uuid[], :keys::text[], :hashes::text[], :emails::text[], :priorities::text[],
                              :currencies::text[], :totals::numeric[], :items::jsonb[], :placedAt::timestamptz[],
                              :placedData::jsonb[], :scheduledData::jsonb[], :dueAt::timestamptz[],
                              :reminderKeys::text[], :reminderIds::text[], :reminderRoutingKeys::text[],
                              :reminderHeaders::jsonb[], :reminderBodies::bytea[],
                              :routingKeys::text[], :messageIds::text[], :headers::jsonb[], :bodies::bytea[])
                       with ordinality as
                       it (id, key, hash, email, priority, currency, total, items, placed_at, placed_data, scheduled_data,
                           due_at, reminder_key, reminder_id, reminder_routing_key, reminder_headers, reminder_body,
                           routing_key, message_id, headers, body, position)),
            placed as (
                insert into orders (id, idempotency_key, request_hash, customer_email, priority, currency, total, items,
                                    placed_at)
                select id, key, decode(hash, 'hex'), email, priority, currency, total, items, placed_at
                  from incoming
                 order by key, position
                on conflict (idempotency_key) do nothing
                returning id),
            history as (
                insert into order_event (order_id, type, data, at, cause)
                select id, event.type, event.data, placed_at, :cause
                  from incoming
                  join placed using (id)
                 cross join lateral (values (1, :placedType, placed_data),
                                            (2, :scheduledType, scheduled_data)) as event (number, type, data)
                 order by position, number),
            reminder as (
                insert into messaging.delayed_job
                       (key, due_at, exchange, routing_key, message_id, type, correlation_id, headers, body)
                select reminder_key, due_at, :exchange, reminder_routing_key, reminder_id, :reminderType, id::text,
                       reminder_headers, reminder_body
                  from incoming
                  join placed using (id)),
            message as (
                insert into messaging.outbox (exchange, routing_key, message_id, type, correlation_id, headers, body)
                select :exchange, routing_key, message_id, :type, id::text, headers, body
                  from incoming
                  join placed using (id)
                 order by position)
            select id from placed""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json = JsonMapper.builder().build();

    OrderInserts(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A new order, and all rows that are stored with it. */
    record Placed(
            Order order,
            OrderEvent.OrderPlaced event,
            OutgoingMessage message,
            OutgoingMessage reminder,
            Instant reminderDueAt) {

        private OrderEvent.ReminderScheduled scheduled() {
            return new OrderEvent.ReminderScheduled(reminderDueAt);
        }
    }

    /**
     * Stores all orders or none, and their messages in the order of the list. The statement locks the keys in sorted order, so two
     * groups with the same keys don't deadlock.
     *
     * @return for each order, whether it was stored; false if another order has the same idempotency key
     */
    List<Boolean> insert(List<Placed> group) {
        OutgoingMessage message = group.get(0).message();
        OutgoingMessage reminder = group.get(0).reminder();
        Set<UUID> stored = new HashSet<>(jdbc.sql(INSERT)
                .param("ids", texts(group, it -> it.order().id()))
                .param("keys", texts(group, it -> it.order().idempotencyKey()))
                .param("hashes", texts(group, it -> hex(it.order().requestHash())))
                .param("emails", texts(group, it -> it.order().customerEmail()))
                .param("priorities", texts(group, it -> it.order().priority()))
                .param("currencies", texts(group, it -> it.order().currency()))
                .param("totals", texts(group, it -> it.order().total().toPlainString()))
                .param(
                        "items",
                        texts(group, it -> json.writeValueAsString(it.order().items())))
                .param("placedAt", texts(group, it -> it.order().placedAt()))
                .param("placedData", texts(group, it -> EventCodec.write(it.event())))
                .param("scheduledData", texts(group, it -> EventCodec.write(it.scheduled())))
                .param("dueAt", texts(group, Placed::reminderDueAt))
                .param(
                        "reminderKeys",
                        texts(group, it -> PaymentReminders.key(it.order().id())))
                .param("reminderIds", texts(group, it -> it.reminder().messageId()))
                .param("reminderRoutingKeys", texts(group, it -> it.reminder().routingKey()))
                .param(
                        "reminderHeaders",
                        texts(group, it -> json.writeValueAsString(it.reminder().headers())))
                .param("reminderBodies", bytes(group, it -> it.reminder().body()))
                .param("routingKeys", texts(group, it -> it.message().routingKey()))
                .param("messageIds", texts(group, it -> it.message().messageId()))
                .param(
                        "headers",
                        texts(group, it -> json.writeValueAsString(it.message().headers())))
                .param("bodies", bytes(group, it -> it.message().body()))
                .param("cause", EventCause.REQUEST)
                .param("placedType", EventCodec.type(group.get(0).event()))
                .param("scheduledType", EventCodec.type(group.get(0).scheduled()))
                .param("exchange", OrderPlacement.EXCHANGE)
                .param("type", message.type())
                .param("reminderType", reminder.type())
                .query(UUID.class)
                .list());
        return group.stream().map(it -> stored.contains(it.order().id())).toList();
    }

    /** Inserts the order like {@link #insert}, and rolls back. */
    void rehearse(Placed placed) {
        transaction.executeWithoutResult(status -> {
            insert(List.of(placed));
            status.setRollbackOnly();
        });
    }

    private static String[] texts(List<Placed> group, Function<Placed, Object> column) {
        return group.stream()
                .map(column)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }

    private static byte[][] bytes(List<Placed> group, Function<Placed, byte[]> column) {
        return group.stream().map(column).toArray(byte[][]::new);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
