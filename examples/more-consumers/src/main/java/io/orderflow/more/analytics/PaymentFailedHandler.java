package io.orderflow.more.analytics;

import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.TransactionalHandler;
import org.springframework.stereotype.Component;

@Component
class PaymentFailedHandler implements TransactionalHandler<PaymentFailed> {

    private final Minutes minutes;

    PaymentFailedHandler(Minutes minutes) {
        this.minutes = minutes;
    }

    @Override
    public String consumer() {
        return "analytics-results";
    }

    @Override
    public Class<PaymentFailed> type() {
        return PaymentFailed.class;
    }

    @Override
    public void handle(PaymentFailed payment) {
        minutes.countPayment(payment.time(), false);
    }
}
