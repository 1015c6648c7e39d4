package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * The order {@code correlationId} is paid.
 *
 * @param chargeId the gateway's name for the charge
 * @param request the message that asked for this payment: an {@link OrderPlaced} or a {@link PaymentRequested}; null
 *     stands for the former
 */
public record PaymentCompleted(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String chargeId,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID request)
        implements Message {

    public static final String TYPE = "payment.completed";

    public PaymentCompleted {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("chargeId", chargeId);
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The answer to the order itself. */
    public static PaymentCompleted of(UUID orderId, String chargeId, Instant time) {
        return of(orderId, null, chargeId, time);
    }

    public static PaymentCompleted of(UUID orderId, UUID request, String chargeId, Instant time) {
        return new PaymentCompleted(1, UUID.randomUUID(), time, orderId, chargeId, request);
    }
}
