package io.orderflow.payment;

import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.payment.gateway.Charge;
import io.orderflow.payment.gateway.PaymentDeclined;
import io.orderflow.payment.gateway.PaymentGateway;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Charges each order once. The order's row is locked while the gateway is called, so nobody else charges it at the same
 * time; and should this service die before the row is committed, the gateway knows the order's key from the first call.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Payments {

    private static final String RESULTS = "order.results";

    private final PaymentRepository payments;
    private final PaymentGateway gateway;
    private final Outbox outbox;
    private final Clock clock;

    Payments(PaymentRepository payments, PaymentGateway gateway, Outbox outbox, Clock clock) {
        this.payments = payments;
        this.gateway = gateway;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @throws io.orderflow.payment.gateway.GatewayUnavailable if the charge may succeed another time */
    public void charge(OrderPlaced order, Permit permit) {
        UUID orderId = order.correlationId();
        Payment payment = open(order);
        if (payment.isCompleted()) {
            return;
        }
        permit.use();
        try {
            String chargeId = gateway.charge(
                    new Charge(idempotencyKey(orderId), order.total(), order.currency(), order.paymentMethod()));
            payment.complete(chargeId, now());
            tell(PaymentCompleted.of(orderId, chargeId, now()));
        } catch (PaymentDeclined e) {
            // The gateway's answer, not a failure of ours: nothing to retry and nothing for the dead letters.
            payment.fail(e.getMessage());
            tell(PaymentFailed.of(orderId, e.getMessage(), now()));
        }
    }

    /** The order's message has become a dead letter. */
    public void giveUp(OrderPlaced order) {
        Payment payment = open(order);
        if (!payment.isCompleted()) {
            String reason = "the payment could not be made";
            payment.fail(reason);
            tell(PaymentFailed.of(order.correlationId(), reason, now()));
        }
    }

    private Payment open(OrderPlaced order) {
        payments.open(UUID.randomUUID(), order.correlationId(), order.total(), order.currency(), now());
        return payments.lock(order.correlationId());
    }

    private void tell(Message result) {
        outbox.send(RESULTS, result.type(), result);
    }

    private Instant now() {
        return Instant.now(clock);
    }

    private static String idempotencyKey(UUID orderId) {
        return "order-" + orderId;
    }
}
