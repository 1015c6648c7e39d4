package io.orderflow.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The events of orders. After placement, an order changes only here: the event is recorded and applied in one transaction. */
@Service
public class OrderHistory {

    private final Orders orders;
    private final OrderEvents events;

    OrderHistory(Orders orders, OrderEvents events) {
        this.orders = orders;
        this.events = events;
    }

    /** Returns the events in the order in which they were recorded; empty if there is no such order. */
    public List<RecordedEvent> of(UUID orderId) {
        return events.of(orderId);
    }

    /**
     * Locks the order, lets {@code decision} choose events from its current state, records them and applies them. If a message has
     * already caused an event, that event changes nothing.
     *
     * @param decision throws if the change is not allowed
     * @return the changed order; empty if there is no such order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Order> record(UUID orderId, Instant at, String cause, Function<Order, List<OrderEvent>> decision) {
        // The database stores microseconds: a replay must find the same times.
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        Optional<Order> found = orders.findForUpdate(orderId);
        found.ifPresent(order -> {
            for (OrderEvent event : decision.apply(order)) {
                if (events.append(orderId, event, kept, cause)) {
                    order.apply(event, kept);
                }
            }
        });
        return found;
    }
}
