package io.orderflow.payment.messaging;

import io.orderflow.messages.PaymentRequested;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.payment.PaymentRequest;
import io.orderflow.payment.Payments;
import org.springframework.stereotype.Component;

@Component
class PaymentRequestedHandler implements MessageHandler<PaymentRequested> {

    private final Payments payments;

    PaymentRequestedHandler(Payments payments) {
        this.payments = payments;
    }

    @Override
    public String consumer() {
        return "payment";
    }

    @Override
    public Class<PaymentRequested> type() {
        return PaymentRequested.class;
    }

    @Override
    public void handle(PaymentRequested again, Permit permit) {
        payments.charge(PaymentRequest.of(again), permit);
    }

    @Override
    public void onDeadLetter(PaymentRequested again, String reason) {
        payments.giveUp(PaymentRequest.of(again));
    }
}
