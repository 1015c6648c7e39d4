package io.orderflow.order;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ships orders that are paid. */
@Service
public class OrderShipment {

    private final OrderHistory history;
    private final Clock clock;

    OrderShipment(OrderHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * @param operator who ships it; null if that is not known
     * @return the shipped order; empty if there is no such order
     * @throws OrderConflict unless it is paid, and not shipped yet
     */
    @Transactional
    public Optional<Order> ship(UUID orderId, String operator) {
        return history.record(orderId, Instant.now(clock), Cause.operator(operator), order -> List.of(order.ship()));
    }
}
