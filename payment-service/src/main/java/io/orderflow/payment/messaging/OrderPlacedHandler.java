package io.orderflow.payment.messaging;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.payment.PaymentRequest;
import io.orderflow.payment.Payments;
import org.springframework.stereotype.Component;

@Component
class OrderPlacedHandler extends PaymentHandler<OrderPlaced> {

    OrderPlacedHandler(Payments payments) {
        super(payments);
    }

    @Override
    public Class<OrderPlaced> type() {
        return OrderPlaced.class;
    }

    @Override
    PaymentRequest request(OrderPlaced message) {
        return PaymentRequest.of(message);
    }
}
