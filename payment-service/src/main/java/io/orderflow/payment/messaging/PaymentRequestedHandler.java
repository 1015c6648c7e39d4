package io.orderflow.payment.messaging;

import io.orderflow.messages.PaymentRequested;
import io.orderflow.payment.PaymentRequest;
import io.orderflow.payment.Payments;
import org.springframework.stereotype.Component;

@Component
class PaymentRequestedHandler extends PaymentHandler<PaymentRequested> {

    PaymentRequestedHandler(Payments payments) {
        super(payments);
    }

    @Override
    public Class<PaymentRequested> type() {
        return PaymentRequested.class;
    }

    @Override
    PaymentRequest request(PaymentRequested message) {
        return PaymentRequest.of(message);
    }
}
