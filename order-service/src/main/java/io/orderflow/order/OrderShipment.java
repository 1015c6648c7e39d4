package io.orderflow.order;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ships paid orders. */
@Service
public class OrderShipment {

    private final OrderHistory history;
    private final Clock clock;

    OrderShipment(OrderHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * @param operator the operator who ships the order; null if unknown
     * @return the shipped order; empty if there is no such order
     * @throws OrderConflictException unless the order is paid and not yet shipped
     */
    @Transactional
    public Optional<Order> ship(UUID orderId, @Nullable String operator) {
        return history.record(
                orderId, Instant.now(clock), EventCause.operator(operator), order -> List.of(order.ship()));
    }
}
