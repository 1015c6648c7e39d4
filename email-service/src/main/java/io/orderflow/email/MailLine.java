package io.orderflow.email;

import io.orderflow.messages.OrderPlaced;
import java.util.List;

/** One line of an order, as the templates show it. */
record MailLine(String sku, int quantity, Money unitPrice) {

    static List<MailLine> of(List<OrderPlaced.Item> items, String currency) {
        return items.stream()
                .map(item -> new MailLine(item.sku(), item.quantity(), new Money(item.unitPrice(), currency)))
                .toList();
    }
}
