package io.orderflow.messages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The order {@code correlationId} is placed and stored. Every service that processes orders starts with this message.
 *
 * @param paymentMethod an opaque token of the payment gateway, such as {@code pm_card_visa}; never card data
 * @param currency ISO 4217
 */
@SentBy("order-service")
public record OrderPlaced(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String customerEmail,
        @Secret String paymentMethod,
        Priority priority,
        BigDecimal total,
        String currency,
        List<Item> items)
        implements Message {

    public static final String TYPE = "order.placed";

    /** One line of an order. {@code unitPrice} is in the order's currency. */
    public record Item(String sku, int quantity, BigDecimal unitPrice) {

        public Item {
            Required.field("items.sku", sku);
            Required.amount("items.unitPrice", unitPrice);
            if (quantity < 1) {
                throw new IllegalArgumentException("field 'items.quantity' must be at least 1");
            }
        }
    }

    public OrderPlaced {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("customerEmail", customerEmail);
        Required.field("paymentMethod", paymentMethod);
        Required.field("priority", priority);
        Required.amount("total", total);
        Required.field("currency", currency);
        items = List.copyOf(Required.field("items", items));
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static OrderPlaced of(
            UUID orderId,
            String customerEmail,
            String paymentMethod,
            Priority priority,
            BigDecimal total,
            String currency,
            List<Item> items,
            Instant time) {
        return new OrderPlaced(
                1, UUID.randomUUID(), time, orderId, customerEmail, paymentMethod, priority, total, currency, items);
    }

    /** Omits the address and the payment token, so that personal data stays out of logs. */
    @Override
    public String toString() {
        return "OrderPlaced[id=%s, correlationId=%s]".formatted(id, correlationId);
    }
}
