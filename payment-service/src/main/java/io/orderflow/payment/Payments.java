package io.orderflow.payment;

import io.orderflow.messages.Message;
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
 * Charges each order once, whatever asks for it how often. The order's row is locked while the gateway is called, so nobody
 * else charges it at the same time; and should this service die before the row is committed, or the gateway's answer be
 * lost, the gateway knows the order from the first call.
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
    public void charge(PaymentRequest request, Permit permit) {
        Payment payment = open(request);
        if (payment.isCompleted()) {
            return;
        }
        permit.use();
        try {
            String chargeId = gateway.charge(request.charge());
            payment.complete(chargeId, now());
            tell(PaymentCompleted.of(request.orderId(), request.id(), chargeId, now()));
        } catch (PaymentDeclined e) {
            // The gateway's answer, not a failure of ours: nothing to retry and nothing for the dead letters.
            fail(payment, request, e.getMessage());
        }
    }

    /** The message that asked for it has become a dead letter. */
    public void giveUp(PaymentRequest request) {
        Payment payment = open(request);
        if (!payment.isCompleted()) {
            fail(payment, request, "the payment could not be made");
        }
    }

    private Payment open(PaymentRequest request) {
        Charge charge = request.charge();
        return payments.open(UUID.randomUUID(), request.orderId(), charge.amount(), charge.currency(), now());
    }

    private void fail(Payment payment, PaymentRequest request, String reason) {
        payment.fail(reason);
        tell(PaymentFailed.of(request.orderId(), request.id(), reason, now()));
    }

    private void tell(Message result) {
        outbox.send(RESULTS, result.type(), result);
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
