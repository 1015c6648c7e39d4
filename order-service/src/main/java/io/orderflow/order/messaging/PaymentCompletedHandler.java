package io.orderflow.order.messaging;

import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messaging.TransactionalHandler;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.OrderResults;
import org.springframework.stereotype.Component;

@Component
class PaymentCompletedHandler implements TransactionalHandler<PaymentCompleted> {

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
    public void handle(PaymentCompleted payment) {
        results.recordPaid(payment, new OrderEvent.PaymentCompleted(payment.request(), payment.chargeId()));
    }
}
