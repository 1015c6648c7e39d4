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
 * Places orders. An order and the message that tells of it are stored by one statement: both or neither, whatever dies,
 * and in one round trip. Nothing here waits for the broker or for another service.
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
                returning id)
            insert into messaging.outbox (exchange, routing_key, message_id, type, correlation_id, body)
            select :exchange, :routingKey, :messageId, :type, id::text, :body
              from placed""";

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Outbox outbox;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    OrderPlacement(JdbcClient jdbc, Orders orders, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Order place(NewOrder newOrder) {
        Order order = order(newOrder, null, null);
        store(order, newOrder);
        return order;
    }

    /**
     * Places the order unless that was done before with the same key; then that order is returned as it is by now.
     *
     * @throws IdempotencyKeyReused if the key came with another order before
     */
    public Order placeOnce(NewOrder newOrder, String idempotencyKey) {
        byte[] hash = Sha256.of(json.writeValueAsBytes(newOrder));
        Order order = order(newOrder, idempotencyKey, hash);
        if (store(order, newOrder)) {
            return order;
        }
        Order first = orders.findByIdempotencyKey(idempotencyKey).orElseThrow();
        if (!first.wasPlacedBy(hash)) {
            throw new IdempotencyKeyReused();
        }
        return first;
    }

    private Order order(NewOrder newOrder, String idempotencyKey, byte[] hash) {
        // To the microsecond, which is what the database keeps: the first answer and later ones show the same time.
        Instant now = Instant.now(clock).truncatedTo(ChronoUnit.MICROS);
        return new Order(UUID.randomUUID(), newOrder, idempotencyKey, hash, now);
    }

    /** @return false if an order with the same idempotency key is there already */
    private boolean store(Order order, NewOrder newOrder) {
        OutgoingMessage message = message(order, newOrder);
        int stored = jdbc.sql(PLACE)
                .param("id", order.id())
                .param("key", order.idempotencyKey())
                .param("hash", order.requestHash())
                .param("email", order.customerEmail())
                .param("priority", order.priority().name())
                .param("currency", order.currency())
                .param("total", order.total())
                .param("items", json.writeValueAsString(order.items()))
                .param("placedAt", Timestamp.from(order.placedAt()))
                .param("exchange", message.exchange())
                .param("routingKey", message.routingKey())
                .param("messageId", message.messageId())
                .param("type", message.type())
                .param("body", message.body())
                .update();
        outbox.nudge();
        return stored == 1;
    }

    private OutgoingMessage message(Order order, NewOrder newOrder) {
        OrderPlaced placed = OrderPlaced.of(
                order.id(),
                order.customerEmail(),
                newOrder.paymentMethod(),
                order.priority(),
                order.total(),
                order.currency(),
                order.items().stream()
                        .map(it -> new OrderPlaced.Item(it.sku(), it.quantity(), it.unitPrice()))
                        .toList(),
                order.placedAt());
        return outbox.outgoing(EXCHANGE, placed.type() + "." + order.priority().lane(), placed);
    }
}
