package io.orderflow.order;

import java.math.BigDecimal;

/** One line of an order. {@code unitPrice} is in the order's currency. */
public record OrderItem(String sku, int quantity, BigDecimal unitPrice) {

    BigDecimal price() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
