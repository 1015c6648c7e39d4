package io.orderflow.more.analytics;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.TransactionalHandler;
import org.springframework.stereotype.Component;

@Component
class OrderPlacedHandler implements TransactionalHandler<OrderPlaced> {

    private final Minutes minutes;

    OrderPlacedHandler(Minutes minutes) {
        this.minutes = minutes;
    }

    @Override
    public String consumer() {
        return "analytics";
    }

    @Override
    public Class<OrderPlaced> type() {
        return OrderPlaced.class;
    }

    @Override
    public void handle(OrderPlaced order) {
        minutes.countOrder(order.time(), order.total(), order.currency());
    }
}
