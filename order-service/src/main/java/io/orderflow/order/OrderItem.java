package io.orderflow.order;

import io.orderflow.messages.OrderPlaced;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** One line of an order. {@code unitPrice} is in the order's currency. */
public record OrderItem(String sku, int quantity, BigDecimal unitPrice) {

    OrderItem inDecimalsOf(Currency currency) {
        return new OrderItem(sku, quantity, unitPrice.setScale(currency.decimals(), RoundingMode.UNNECESSARY));
    }

    BigDecimal price() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }

    OrderPlaced.Item toMessage() {
        return new OrderPlaced.Item(sku, quantity, unitPrice);
    }
}
