package io.orderflow.order;

import io.orderflow.messages.PaymentRequested;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests another payment for an order whose payment failed. The first payment needs no request: placing the order starts it.
 */
@Service
public class OrderPayment {

    private final OrderHistory history;
    private final Outbox outbox;
    private final Clock clock;

    OrderPayment(OrderHistory history, Outbox outbox, Clock clock) {
        this.history = history;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Requests the payment; the result arrives later. If two requests arrive at once, the order's lock makes sure that one is refused.
     *
     * @param paymentMethod an opaque token of the payment gateway; payment-service gets it, and order-service does not store it
     * @return the order, which waits for its payment again; empty if there is no such order
     * @throws OrderConflictException unless the payment of the order has failed
     */
    @Transactional
    public Optional<Order> payAgain(UUID orderId, String paymentMethod) {
        Instant now = Instant.now(clock);
        return history.record(orderId, now, EventCause.REQUEST, order -> {
            PaymentRequested request = PaymentRequested.of(
                    order.id(), paymentMethod, order.priority(), order.total(), order.currency(), now);
            OrderEvent event = order.requestPayment(request.id());
            outbox.send(OrderPlacement.EXCHANGE, order.priority().routingKey(request.type()), request);
            return List.of(event);
        });
    }
}
