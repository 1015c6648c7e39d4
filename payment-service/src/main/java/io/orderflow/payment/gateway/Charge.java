package io.orderflow.payment.gateway;

import java.math.BigDecimal;

/**
 * What to charge.
 *
 * @param reference what is paid for; it is charged once at most, whatever is tried
 * @param idempotencyKey names this try; repeated, it gets the same answer
 * @param currency ISO 4217
 * @param paymentMethod the gateway's token for the customer's card or account
 */
public record Charge(
        String reference, String idempotencyKey, BigDecimal amount, String currency, String paymentMethod) {

    /** The token is as good as the card, so it is in no log. */
    @Override
    public String toString() {
        return "Charge[%s]".formatted(idempotencyKey);
    }
}
