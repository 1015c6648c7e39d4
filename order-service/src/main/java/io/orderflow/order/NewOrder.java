package io.orderflow.order;

import io.orderflow.messages.Priority;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The contents of a new order.
 *
 * @param paymentMethod an opaque token of the payment gateway; payment-service gets it, and order-service does not store it
 * @throws InvalidOrderException if a price has too many decimals or the total is too large
 */
public record NewOrder(
        String customerEmail, String paymentMethod, Priority priority, Currency currency, List<OrderItem> items) {

    private static final BigDecimal LARGEST_TOTAL = new BigDecimal("10000000");

    public NewOrder {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).unitPrice().stripTrailingZeros().scale() > currency.decimals()) {
                throw new InvalidOrderException(
                        "items[%s].unitPrice".formatted(i),
                        "has more decimals than %s, which has %s".formatted(currency.code(), currency.decimals()));
            }
        }
        // Normalize the decimals: otherwise trailing zeros in a price could make the order's message arbitrarily large.
        items = items.stream().map(it -> it.inDecimalsOf(currency)).toList();
        if (sum(items).compareTo(LARGEST_TOTAL) > 0) {
            throw new InvalidOrderException("items", "come to more than " + LARGEST_TOTAL);
        }
    }

    /** Has as many decimals as the currency. */
    public BigDecimal total() {
        return sum(items).setScale(currency.decimals(), RoundingMode.UNNECESSARY);
    }

    private static BigDecimal sum(List<OrderItem> items) {
        return items.stream().map(OrderItem::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
