package io.orderflow.email;

import java.math.BigDecimal;

/** An amount in a form for people. */
record Money(BigDecimal amount, String currency) {

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
