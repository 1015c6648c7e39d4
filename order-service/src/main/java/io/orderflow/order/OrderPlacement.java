package io.orderflow.order;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.Sha256;
import io.orderflow.messaging.database.Outage;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.outbox.OutgoingMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places orders. One transaction stores an order, its first events, its reminder and its message: all or nothing, even after a crash.
 * Orders that arrive at the same time share the transaction. Placement waits neither for the broker nor for other services.
 */
@Service
public class OrderPlacement implements DisposableBean {

    public static final String EXCHANGE = "orders";

    private static final int LARGEST_GROUP = 200;

    private final OrderInserts inserts;
    private final GroupCommit<OrderInserts.Placed, Boolean> groups;
    private final Rehearsals rehearsals;
    private final Orders orders;
    private final Outbox outbox;
    private final PaymentReminders reminders;
    private final Clock clock;
    private final OrderMetrics metrics;
    private final JsonMapper json = JsonMapper.builder().build();

    OrderPlacement(
            OrderInserts inserts,
            OrderSettings settings,
            Rehearsals rehearsals,
            Orders orders,
            Outbox outbox,
            PaymentReminders reminders,
            Clock clock,
            OrderMetrics metrics) {
        this.inserts = inserts;
        this.rehearsals = rehearsals;
        this.orders = orders;
        this.outbox = outbox;
        this.reminders = reminders;
        this.clock = clock;
        this.metrics = metrics;
        this.groups = new GroupCommit<>(
                "order-writer",
                settings.writers(),
                LARGEST_GROUP,
                settings.longestWait(),
                inserts::insert,
                Outage::isCauseOf);
        metrics.watchLine(groups::waiting);
    }

    public Order place(NewOrder newOrder) {
        OrderEvent.OrderPlaced event = event(newOrder, null, null);
        Order order = order(event);
        store(order, event, newOrder.paymentMethod());
        return order;
    }

    /**
     * Places the order, or returns the current state of the order that the same key already placed.
     *
     * @throws IdempotencyKeyReusedException if the key was used for a different order
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
            throw new IdempotencyKeyReusedException();
        }
        return first;
    }

    private static OrderEvent.OrderPlaced event(
            NewOrder newOrder, @Nullable String idempotencyKey, byte @Nullable [] hash) {
        return new OrderEvent.OrderPlaced(
                newOrder.customerEmail(),
                newOrder.priority(),
                newOrder.currency().code(),
                newOrder.total(),
                newOrder.items(),
                idempotencyKey,
                hash);
    }

    private Order order(OrderEvent.OrderPlaced event) {
        Order order = new Order(UUID.randomUUID());
        // The database stores microseconds: the first answer and later ones must show the same time.
        order.apply(event, Instant.now(clock).truncatedTo(ChronoUnit.MICROS));
        return order;
    }

    /** @return false if another order has the same idempotency key */
    private boolean store(Order order, OrderEvent.OrderPlaced event, String paymentMethod) {
        OrderInserts.Placed placed = new OrderInserts.Placed(
                order, event, message(order, paymentMethod), reminders.messageFor(order), reminders.dueFor(order));
        if (rehearsals.include(order.idempotencyKey())) {
            inserts.rehearse(placed);
            return true;
        }
        boolean stored = groups.store(placed);
        if (stored) {
            outbox.wakeUp();
            metrics.placed(order.priority());
        }
        return stored;
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
        return outbox.outgoing(EXCHANGE, order.priority().routingKey(placed.type()), placed);
    }

    @Override
    public void destroy() throws InterruptedException {
        groups.close();
    }
}
