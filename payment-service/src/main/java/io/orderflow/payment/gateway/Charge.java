package io.orderflow.payment.gateway;

import java.math.BigDecimal;

/**
 * The parameters of a charge.
 *
 * @param reference identifies what is paid for; the gateway charges it at most once
 * @param idempotencyKey identifies this attempt; the same key gets the same answer
 * @param currency ISO 4217
 * @param paymentMethod the gateway's token for the customer's card or account
 */
public record Charge(
        String reference, String idempotencyKey, BigDecimal amount, String currency, String paymentMethod) {

    /** Omits the token, because it is as good as the card and must not appear in logs. */
    @Override
    public String toString() {
        return "Charge[%s]".formatted(idempotencyKey);
    }
}
