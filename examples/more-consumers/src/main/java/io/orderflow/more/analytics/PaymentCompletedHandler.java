package io.orderflow.more.analytics;

import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messaging.TransactionalHandler;
import org.springframework.stereotype.Component;

@Component
class PaymentCompletedHandler implements TransactionalHandler<PaymentCompleted> {

    private final Minutes minutes;

    PaymentCompletedHandler(Minutes minutes) {
        this.minutes = minutes;
    }

    @Override
    public String consumer() {
        return "analytics-results";
    }

    @Override
    public Class<PaymentCompleted> type() {
        return PaymentCompleted.class;
    }

    @Override
    public void handle(PaymentCompleted payment) {
        minutes.countPayment(payment.time(), true);
    }
}
