package io.orderflow.order;

import io.orderflow.messages.Priority;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;

/**
 * What a customer orders.
 *
 * @param paymentMethod an opaque token of the payment gateway's; it goes on to payment and is not stored here
 * @throws InvalidOrder if the amounts make no order
 */
public record NewOrder(
        String customerEmail, String paymentMethod, Priority priority, Currency currency, List<OrderItem> items) {

    private static final BigDecimal LARGEST_TOTAL = new BigDecimal("10000000");

    public NewOrder {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).unitPrice().stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
                throw new InvalidOrder(
                        "items[%d].unitPrice".formatted(i),
                        "has more decimals than %s, which has %d"
                                .formatted(currency.getCurrencyCode(), currency.getDefaultFractionDigits()));
            }
        }
        // However many zeros the customer wrote, an order's message stays small.
        items = items.stream().map(it -> it.inDecimalsOf(currency)).toList();
        if (sum(items).compareTo(LARGEST_TOTAL) > 0) {
            throw new InvalidOrder("items", "come to more than " + LARGEST_TOTAL);
        }
    }

    /** With as many decimals as the currency has. */
    public BigDecimal total() {
        return sum(items).setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
    }

    private static BigDecimal sum(List<OrderItem> items) {
        return items.stream().map(OrderItem::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
