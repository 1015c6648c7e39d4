package io.orderflow.order.messaging;

import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.TransactionalHandler;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.OrderResults;
import org.springframework.stereotype.Component;

@Component
class PaymentFailedHandler implements TransactionalHandler<PaymentFailed> {

    private final OrderResults results;

    PaymentFailedHandler(OrderResults results) {
        this.results = results;
    }

    @Override
    public String consumer() {
        return "order-results";
    }

    @Override
    public Class<PaymentFailed> type() {
        return PaymentFailed.class;
    }

    @Override
    public void handle(PaymentFailed payment) {
        results.recordPaymentFailed(payment, new OrderEvent.PaymentFailed(payment.request(), payment.reason()));
    }
}
