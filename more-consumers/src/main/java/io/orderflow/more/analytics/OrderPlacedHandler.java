package io.orderflow.more.analytics;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import org.springframework.stereotype.Component;

@Component
class OrderPlacedHandler implements MessageHandler<OrderPlaced> {

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
    public void handle(OrderPlaced order, Permit permit) {
        minutes.countOrder(order.time(), order.total(), order.currency());
    }
}
