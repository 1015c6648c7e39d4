package io.orderflow.more.analytics;

import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import org.springframework.stereotype.Component;

@Component
class PaymentFailedHandler implements MessageHandler<PaymentFailed> {

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
    public void handle(PaymentFailed payment, Permit permit) {
        minutes.countPayment(payment.time(), false);
    }
}
