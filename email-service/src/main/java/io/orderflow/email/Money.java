package io.orderflow.email;

import io.orderflow.messaging.PermanentFailure;
import java.math.BigDecimal;

/** An amount as people read it. */
record Money(BigDecimal amount, String currency) {

    private static final int MOST_DIGITS = 30;

    /** @throws PermanentFailure for 1e999999999 and the like, which fit into a message, but not into memory */
    Money {
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new PermanentFailure("an amount has more than %d digits".formatted(MOST_DIGITS));
        }
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
