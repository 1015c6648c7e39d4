package io.orderflow.messages;

import java.time.Instant;
import java.util.UUID;

/** The order {@code correlationId} is not paid and will not be without somebody's doing; {@code reason} is fit for a customer. */
public record PaymentFailed(int version, UUID id, Instant time, UUID correlationId, String reason) implements Message {

    public static final String TYPE = "payment.failed";

    public PaymentFailed {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("reason", reason);
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static PaymentFailed of(UUID orderId, String reason, Instant time) {
        return new PaymentFailed(1, UUID.randomUUID(), time, orderId, reason);
    }
}
