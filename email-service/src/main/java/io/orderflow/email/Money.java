package io.orderflow.email;

import java.math.BigDecimal;

/** An amount as people read it. */
record Money(BigDecimal amount, String currency) {

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
