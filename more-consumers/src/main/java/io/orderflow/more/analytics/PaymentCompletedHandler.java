package io.orderflow.more.analytics;

import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import org.springframework.stereotype.Component;

@Component
class PaymentCompletedHandler implements MessageHandler<PaymentCompleted> {

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
    public void handle(PaymentCompleted payment, Permit permit) {
        minutes.countPayment(payment.time(), true);
    }
}
