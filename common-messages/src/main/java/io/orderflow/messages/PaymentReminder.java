package io.orderflow.messages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Asks for a mail that reminds a customer of the unpaid order {@code correlationId}. */
public record PaymentReminder(
        int version, UUID id, Instant time, UUID correlationId, String recipient, BigDecimal total, String currency)
        implements Message {

    public static final String TYPE = "email.payment-reminder";

    public PaymentReminder {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("recipient", recipient);
        Required.field("total", total);
        Required.field("currency", currency);
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static PaymentReminder of(UUID orderId, String recipient, BigDecimal total, String currency, Instant time) {
        return new PaymentReminder(1, UUID.randomUUID(), time, orderId, recipient, total, currency);
    }

    /** The address is personal, so it is in no log. */
    @Override
    public String toString() {
        return "PaymentReminder[id=%s, correlationId=%s]".formatted(id, correlationId);
    }
}
