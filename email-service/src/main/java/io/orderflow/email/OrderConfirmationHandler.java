package io.orderflow.email;

import io.orderflow.messages.OrderPlaced;
import java.util.List;
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
        List<Line> lines = order.items().stream()
                .map(item -> new Line(item.sku(), item.quantity(), new Money(item.unitPrice(), order.currency())))
                .toList();
        return new Mail(
                MailType.ORDER_CONFIRMATION,
                order.customerEmail(),
                "We have your order " + order.correlationId(),
                Map.of(
                        "orderId",
                        order.correlationId(),
                        "lines",
                        lines,
                        "total",
                        new Money(order.total(), order.currency())));
    }

    /** Read by the templates. */
    record Line(String sku, int quantity, Money unitPrice) {}
}
