package io.orderflow.messages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * Requests the payment of the order {@code correlationId} again, with another payment method. The first request is
 * {@link OrderPlaced}.
 *
 * @param paymentMethod an opaque token of the payment gateway, such as {@code pm_card_visa}; never card data
 * @param currency ISO 4217
 */
@SentBy("order-service")
public record PaymentRequested(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        @Secret String paymentMethod,
        Priority priority,
        BigDecimal total,
        String currency)
        implements Message {

    public static final String TYPE = "payment.requested";

    public PaymentRequested {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("paymentMethod", paymentMethod);
        Required.field("priority", priority);
        Required.amount("total", total);
        Required.field("currency", currency);
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static PaymentRequested of(
            UUID orderId, String paymentMethod, Priority priority, BigDecimal total, String currency, Instant time) {
        return new PaymentRequested(1, UUID.randomUUID(), time, orderId, paymentMethod, priority, total, currency);
    }

    /** Omits the payment token, so that personal data stays out of logs. */
    @Override
    public String toString() {
        return "PaymentRequested[id=%s, correlationId=%s]".formatted(id, correlationId);
    }
}
