package io.orderflow.more.inventory;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.TransactionalHandler;
import org.springframework.stereotype.Component;

@Component
class InventoryHandler implements TransactionalHandler<OrderPlaced> {

    private final Stock stock;

    InventoryHandler(Stock stock) {
        this.stock = stock;
    }

    @Override
    public String consumer() {
        return "inventory";
    }

    @Override
    public Class<OrderPlaced> type() {
        return OrderPlaced.class;
    }

    @Override
    public void handle(OrderPlaced order) {
        stock.take(order);
    }
}
