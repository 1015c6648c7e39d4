package io.orderflow.more;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.Priority;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Orders for tests, each different. */
public final class Orders {

    private Orders() {}

    public static OrderPlaced.Item item(String sku, int quantity) {
        return new OrderPlaced.Item(sku, quantity, new BigDecimal("9.95"));
    }

    public static OrderPlaced orderOf(OrderPlaced.Item... items) {
        return order(UUID.randomUUID(), Instant.now(), new BigDecimal("9.95"), "EUR", Arrays.asList(items));
    }

    public static OrderPlaced orderAt(Instant time, String total, String currency) {
        return order(UUID.randomUUID(), time, new BigDecimal(total), currency, List.of(item("book-42", 1)));
    }

    /** Another message about the same order. */
    public static OrderPlaced toldAgain(OrderPlaced order) {
        return order(order.correlationId(), order.time(), order.total(), order.currency(), order.items());
    }

    private static OrderPlaced order(
            UUID id, Instant time, BigDecimal total, String currency, List<OrderPlaced.Item> items) {
        return OrderPlaced.of(
                id,
                "kim-%s@shop.example".formatted(id),
                "pm_card_visa",
                Priority.REGULAR,
                total,
                currency,
                items,
                time);
    }
}
