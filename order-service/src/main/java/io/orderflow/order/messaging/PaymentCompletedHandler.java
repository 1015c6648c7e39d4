package io.orderflow.order.messaging;

import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.OrderResults;
import org.springframework.stereotype.Component;

@Component
class PaymentCompletedHandler implements MessageHandler<PaymentCompleted> {

    private final OrderResults results;

    PaymentCompletedHandler(OrderResults results) {
        this.results = results;
    }

    @Override
    public String consumer() {
        return "order-results";
    }

    @Override
    public Class<PaymentCompleted> type() {
        return PaymentCompleted.class;
    }

    @Override
    public void handle(PaymentCompleted payment, Permit permit) {
        results.recordPaid(payment, new OrderEvent.PaymentCompleted(payment.request(), payment.chargeId()));
    }
}
