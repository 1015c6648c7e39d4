package io.orderflow.payment.gateway;

import java.math.BigDecimal;

/**
 * What to charge.
 *
 * @param currency ISO 4217
 * @param paymentMethod the gateway's token for the customer's card or account
 */
public record Charge(String idempotencyKey, BigDecimal amount, String currency, String paymentMethod) {

    /** The token is as good as the card, so it is in no log. */
    @Override
    public String toString() {
        return "Charge[%s]".formatted(idempotencyKey);
    }
}
