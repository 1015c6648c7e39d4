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

/** Has an order paid in another way than failed. Its first payment needs nobody's doing: placing the order asks for it. */
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
     * Asks for the payment; the result comes later. Of two requests that come at once one is refused: the order is locked.
     *
     * @param paymentMethod an opaque token of the payment gateway's; it goes on to payment and is not stored here
     * @return the order, which waits for its payment again; empty if there is no such order
     * @throws OrderConflict unless its payment has failed
     */
    @Transactional
    public Optional<Order> payAgain(UUID orderId, String paymentMethod) {
        Instant now = Instant.now(clock);
        return history.record(orderId, now, Cause.REQUEST, order -> {
            PaymentRequested request = PaymentRequested.of(
                    order.id(), paymentMethod, order.priority(), order.total(), order.currency(), now);
            OrderEvent event = order.requestPayment(request.id());
            outbox.send(
                    OrderPlacement.EXCHANGE,
                    request.type() + "." + order.priority().lane(),
                    request);
            return List.of(event);
        });
    }
}
