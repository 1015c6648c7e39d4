package io.orderflow.messages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Requests a mail to the customer: the payment of the order {@code correlationId} failed, and how to pay again.
 *
 * @param reason why the payment failed, suitable for customers
 * @param items the ordered items
 */
@SentBy("order-service")
public record PaymentFailedNotice(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String recipient,
        BigDecimal total,
        String currency,
        String reason,
        List<OrderPlaced.Item> items)
        implements Message {

    public static final String TYPE = "email.payment-failed";

    public PaymentFailedNotice {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("recipient", recipient);
        Required.amount("total", total);
        Required.field("currency", currency);
        Required.field("reason", reason);
        items = List.copyOf(Required.field("items", items));
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static PaymentFailedNotice of(
            UUID orderId,
            String recipient,
            BigDecimal total,
            String currency,
            String reason,
            List<OrderPlaced.Item> items,
            Instant time) {
        return new PaymentFailedNotice(1, UUID.randomUUID(), time, orderId, recipient, total, currency, reason, items);
    }

    /** Omits the address, so that personal data stays out of logs. */
    @Override
    public String toString() {
        return "PaymentFailedNotice[id=%s, correlationId=%s]".formatted(id, correlationId);
    }
}
