package io.orderflow.payment;

import io.orderflow.messages.Message;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.Provider;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.payment.gateway.Charge;
import io.orderflow.payment.gateway.ChargeUncertainException;
import io.orderflow.payment.gateway.PaymentDeclinedException;
import io.orderflow.payment.gateway.PaymentGateway;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Charges each order once, however many messages request it. During the gateway call, the claim on the order excludes all other
 * workers. If this service crashes before it records the result, or the gateway's answer is lost, the gateway recognises the order at
 * the next call.
 */
@Service
public class Payments {

    private static final Logger log = LoggerFactory.getLogger(Payments.class);
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

    public Provider gateway() {
        return gateway;
    }

    /** Whether the order is not paid yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isDue(PaymentRequest request) {
        return !open(request).isCompleted();
    }

    /**
     * Calls the gateway, outside of any transaction. If its answer is lost, asks for the charge, so that no customer hears of a failed
     * payment that was made. Throws as {@link PaymentGateway#charge} does, except for a declined charge.
     */
    public ChargeResult charge(PaymentRequest request, Permit permit) {
        permit.awaitStart();
        try {
            return new ChargeResult(gateway.charge(request.charge(), permit::arrived), null);
        } catch (ChargeUncertainException e) {
            return foundCharge(request).orElseThrow(() -> e);
        } catch (ProviderUnavailableException e) {
            if (e.isUnreachable()) {
                throw e;
            }
            return foundCharge(request).orElseThrow(() -> e);
        } catch (PaymentDeclinedException e) {
            // A declined charge is a result and not an error, so it causes neither a retry nor a dead letter.
            return new ChargeResult(null, e.getMessage());
        }
    }

    private Optional<ChargeResult> foundCharge(PaymentRequest request) {
        try {
            return gateway.find(request.charge().reference()).map(id -> new ChargeResult(id, null));
        } catch (RuntimeException e) {
            log.debug("the gateway does not tell about {}", request.orderId(), e);
            return Optional.empty();
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(PaymentRequest request, ChargeResult result) {
        Payment payment = open(request);
        if (payment.isCompleted()) {
            return;
        }
        String charge = result.chargeId();
        if (charge == null) {
            fail(payment, request, Objects.requireNonNull(result.declinedBecause()));
        } else {
            payment.complete(charge, now());
            send(PaymentCompleted.of(request.orderId(), request.id(), charge, now()));
        }
    }

    /** Records a failed payment after the request has become a dead letter. */
    @Transactional(propagation = Propagation.MANDATORY)
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
        send(PaymentFailed.of(request.orderId(), request.id(), reason, now()));
    }

    private void send(Message result) {
        outbox.send(RESULTS, result.type(), result);
    }

    private Instant now() {
        return Instant.now(clock);
    }
}
