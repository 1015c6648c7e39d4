package io.orderflow.payment.messaging;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.payment.PaymentRequest;
import io.orderflow.payment.Payments;
import org.springframework.stereotype.Component;

@Component
class OrderPlacedHandler implements MessageHandler<OrderPlaced> {

    private final Payments payments;

    OrderPlacedHandler(Payments payments) {
        this.payments = payments;
    }

    @Override
    public String consumer() {
        return "payment";
    }

    @Override
    public Class<OrderPlaced> type() {
        return OrderPlaced.class;
    }

    @Override
    public void handle(OrderPlaced order, Permit permit) {
        payments.charge(PaymentRequest.of(order), permit);
    }

    @Override
    public void onDeadLetter(OrderPlaced order, String reason) {
        payments.giveUp(PaymentRequest.of(order));
    }
}
