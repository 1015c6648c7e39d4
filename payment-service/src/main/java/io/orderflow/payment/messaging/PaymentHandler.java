package io.orderflow.payment.messaging;

import io.orderflow.messages.Message;
import io.orderflow.messaging.EffectHandler;
import io.orderflow.messaging.Provider;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.payment.ChargeResult;
import io.orderflow.payment.PaymentRequest;
import io.orderflow.payment.Payments;

/** The common base of this service's handlers: each turns its message into a payment request. */
abstract class PaymentHandler<M extends Message> implements EffectHandler<M, ChargeResult> {

    private final Payments payments;

    PaymentHandler(Payments payments) {
        this.payments = payments;
    }

    abstract PaymentRequest request(M message);

    @Override
    public String consumer() {
        return "payment";
    }

    @Override
    public Provider provider() {
        return payments.gateway();
    }

    /** Only one message at a time may charge an order. */
    @Override
    public String subject(M message) {
        return request(message).charge().reference();
    }

    @Override
    public boolean begin(M message) {
        return payments.isDue(request(message));
    }

    @Override
    public ChargeResult perform(M message, Permit permit) {
        return payments.charge(request(message), permit);
    }

    @Override
    public void record(M message, ChargeResult result) {
        payments.record(request(message), result);
    }

    @Override
    public void onDeadLetter(M message, String reason) {
        payments.giveUp(request(message));
    }
}
