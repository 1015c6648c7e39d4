package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Requests a mail that reminds the customer of the unpaid order {@code correlationId}.
 *
 * @param items the ordered items; empty in version 1, because delayed jobs scheduled before an upgrade still carry that version
 */
@SentBy("order-service")
public record PaymentReminder(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String recipient,
        BigDecimal total,
        String currency,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OrderPlaced.Item> items)
        implements Message {

    public static final String TYPE = "email.payment-reminder";

    public PaymentReminder {
        Required.envelope(version, 2, id, time, correlationId);
        Required.field("recipient", recipient);
        Required.amount("total", total);
        Required.field("currency", currency);
        items = items == null ? List.of() : List.copyOf(items);
        if (version >= 2 && items.isEmpty()) {
            throw new IllegalArgumentException("field 'items' is missing");
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static PaymentReminder of(
            UUID orderId,
            String recipient,
            BigDecimal total,
            String currency,
            List<OrderPlaced.Item> items,
            Instant time) {
        return new PaymentReminder(2, UUID.randomUUID(), time, orderId, recipient, total, currency, items);
    }

    /** Omits the address, so that personal data stays out of logs. */
    @Override
    public String toString() {
        return "PaymentReminder[id=%s, correlationId=%s]".formatted(id, correlationId);
    }
}
