package io.orderflow.email;

import io.orderflow.messages.OrderPlaced;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class OrderConfirmationHandler extends MailHandler<OrderPlaced> {

    OrderConfirmationHandler(Mailer mailer) {
        super(mailer);
    }

    @Override
    public Class<OrderPlaced> type() {
        return OrderPlaced.class;
    }

    @Override
    Mail mail(OrderPlaced order) {
        return new Mail(
                MailType.ORDER_CONFIRMATION,
                order.customerEmail(),
                "We have your order " + order.correlationId(),
                Map.of(
                        "orderId",
                        order.correlationId(),
                        "lines",
                        MailLine.of(order.items(), order.currency()),
                        "total",
                        new Money(order.total(), order.currency())));
    }
}
