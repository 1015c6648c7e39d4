package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * The order {@code correlationId} is not paid and will not be without somebody's doing.
 *
 * @param reason fit for a customer
 * @param request the message that asked for this payment: an {@link OrderPlaced} or a {@link PaymentRequested}; null
 *     stands for the former
 */
public record PaymentFailed(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID request)
        implements Message {

    public static final String TYPE = "payment.failed";

    public PaymentFailed {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("reason", reason);
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The answer to the order itself. */
    public static PaymentFailed of(UUID orderId, String reason, Instant time) {
        return of(orderId, null, reason, time);
    }

    public static PaymentFailed of(UUID orderId, UUID request, String reason, Instant time) {
        return new PaymentFailed(1, UUID.randomUUID(), time, orderId, reason, request);
    }
}
