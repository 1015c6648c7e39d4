package io.orderflow.order;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.outbox.OutgoingMessage;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places orders. An order, its history so far, its reminder and the message that tells of it are stored by one statement: all
 * or nothing, whatever dies, and in one round trip. Nothing here waits for the broker or for another service.
 */
@Service
public class OrderPlacement {

    public static final String EXCHANGE = "orders";

    private static final String PLACE = """
            with placed as (
                insert into orders (id, idempotency_key, request_hash, customer_email, priority, currency, total, items,
                                    placed_at)
                values (:id, :key, :hash, :email, :priority, :currency, :total, :items::jsonb, :placedAt)
                on conflict (idempotency_key) do nothing
                returning id),
            history as (
                insert into order_event (order_id, type, data, at, cause)
                select id, type, data::jsonb, :placedAt, :cause
                  from placed, (values (1, :placedType, :placedData),
                                       (2, :scheduledType, :scheduledData)) as event (number, type, data)
                 order by number),
            reminder as (
                insert into messaging.delayed_job
                       (key, due_at, exchange, routing_key, message_id, type, correlation_id, headers, body)
                select :reminderKey, :reminderDueAt, :exchange, :reminderRoutingKey, :reminderMessageId, :reminderType,
                       id::text, :reminderHeaders::jsonb, :reminderBody
                  from placed)
            insert into messaging.outbox (exchange, routing_key, message_id, type, correlation_id, headers, body)
            select :exchange, :routingKey, :messageId, :type, id::text, :headers::jsonb, :body
              from placed""";

    private final JdbcClient jdbc;
    private final PlacementBulkhead bulkhead;
    private final Orders orders;
    private final Outbox outbox;
    private final PaymentReminders reminders;
    private final Clock clock;
    private final OrderMetrics metrics;
    private final JsonMapper json = JsonMapper.builder().build();

    OrderPlacement(
            JdbcClient jdbc,
            PlacementBulkhead bulkhead,
            Orders orders,
            Outbox outbox,
            PaymentReminders reminders,
            Clock clock,
            OrderMetrics metrics) {
        this.jdbc = jdbc;
        this.bulkhead = bulkhead;
        this.orders = orders;
        this.outbox = outbox;
        this.reminders = reminders;
        this.clock = clock;
        this.metrics = metrics;
    }

    public Order place(NewOrder newOrder) {
        OrderEvent.OrderPlaced event = event(newOrder, null, null);
        Order order = order(event);
        store(order, event, newOrder.paymentMethod());
        return order;
    }

    /**
     * Places the order unless that was done before with the same key; then that order is returned as it is by now.
     *
     * @throws IdempotencyKeyReused if the key came with another order before
     */
    public Order placeOnce(NewOrder newOrder, String idempotencyKey) {
        byte[] hash = Sha256.of(json.writeValueAsBytes(newOrder));
        OrderEvent.OrderPlaced event = event(newOrder, idempotencyKey, hash);
        Order order = order(event);
        if (store(order, event, newOrder.paymentMethod())) {
            return order;
        }
        Order first = orders.findByIdempotencyKey(idempotencyKey).orElseThrow();
        if (!first.wasPlacedBy(hash)) {
            throw new IdempotencyKeyReused();
        }
        return first;
    }

    private static OrderEvent.OrderPlaced event(NewOrder newOrder, String idempotencyKey, byte[] hash) {
        return new OrderEvent.OrderPlaced(
                newOrder.customerEmail(),
                newOrder.priority(),
                newOrder.currency().getCurrencyCode(),
                newOrder.total(),
                newOrder.items(),
                idempotencyKey,
                hash);
    }

    private Order order(OrderEvent.OrderPlaced event) {
        Order order = new Order(UUID.randomUUID());
        // To the microsecond, which is what the database keeps: the first answer and later ones show the same time.
        order.apply(event, Instant.now(clock).truncatedTo(ChronoUnit.MICROS));
        return order;
    }

    /** @return false if an order with the same idempotency key is there already */
    private boolean store(Order order, OrderEvent.OrderPlaced event, String paymentMethod) {
        OutgoingMessage message = message(order, paymentMethod);
        OutgoingMessage reminder = reminders.messageFor(order);
        Instant reminderDueAt = reminders.dueFor(order);
        OrderEvent scheduled = new OrderEvent.ReminderScheduled(reminderDueAt);
        JdbcClient.StatementSpec statement = jdbc.sql(PLACE)
                .param("id", order.id())
                .param("key", order.idempotencyKey())
                .param("hash", order.requestHash())
                .param("email", order.customerEmail())
                .param("priority", order.priority().name())
                .param("currency", order.currency())
                .param("total", order.total())
                .param("items", json.writeValueAsString(order.items()))
                .param("placedAt", Timestamp.from(order.placedAt()))
                .param("cause", Cause.REQUEST)
                .param("placedType", EventCodec.type(event))
                .param("placedData", EventCodec.write(event))
                .param("scheduledType", EventCodec.type(scheduled))
                .param("scheduledData", EventCodec.write(scheduled))
                .param("reminderKey", PaymentReminders.key(order.id()))
                .param("reminderDueAt", Timestamp.from(reminderDueAt))
                .param("reminderRoutingKey", reminder.routingKey())
                .param("reminderMessageId", reminder.messageId())
                .param("reminderType", reminder.type())
                .param("reminderHeaders", json.writeValueAsString(reminder.headers()))
                .param("reminderBody", reminder.body())
                .param("exchange", message.exchange())
                .param("routingKey", message.routingKey())
                .param("messageId", message.messageId())
                .param("type", message.type())
                .param("headers", json.writeValueAsString(message.headers()))
                .param("body", message.body());
        int stored = bulkhead.inTurn(statement::update);
        outbox.nudge();
        if (stored == 1) {
            metrics.placed(order.priority());
        }
        return stored == 1;
    }

    private OutgoingMessage message(Order order, String paymentMethod) {
        OrderPlaced placed = OrderPlaced.of(
                order.id(),
                order.customerEmail(),
                paymentMethod,
                order.priority(),
                order.total(),
                order.currency(),
                order.items().stream().map(OrderItem::toMessage).toList(),
                order.placedAt());
        return outbox.outgoing(EXCHANGE, placed.type() + "." + order.priority().lane(), placed);
    }
}
