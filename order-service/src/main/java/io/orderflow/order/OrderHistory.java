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

/**
 * What happened to orders. Once an order is placed it changes here and nowhere else: by an event that is recorded and applied
 * in one transaction.
 */
@Service
public class OrderHistory {

    private final Orders orders;
    private final OrderEvents events;

    OrderHistory(Orders orders, OrderEvents events) {
        this.orders = orders;
        this.events = events;
    }

    /** In the order in which they were recorded; empty if there is no such order. */
    public List<RecordedEvent> of(UUID orderId) {
        return events.of(orderId);
    }

    /**
     * Locks the order, has the events decided by what the order is now, and records them. A message that has led to the same
     * event before changes nothing.
     *
     * @param decision throws if nothing is to happen
     * @return the order as it is then; empty if there is no such order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Order> record(UUID orderId, Instant at, String cause, Function<Order, List<OrderEvent>> decision) {
        // To the microsecond, which is what the database keeps: a replay must find the same times.
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
