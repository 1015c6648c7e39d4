package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order {@code correlationId} is paid.
 *
 * @param chargeId the gateway's id of the charge
 * @param request id of the {@link OrderPlaced} or {@link PaymentRequested} that requested this payment; null means
 *     {@link OrderPlaced}
 */
@SentBy("payment-service")
public record PaymentCompleted(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String chargeId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID request)
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

    /** The result of the first payment request, {@link OrderPlaced}. */
    public static PaymentCompleted of(UUID orderId, String chargeId, Instant time) {
        return of(orderId, null, chargeId, time);
    }

    public static PaymentCompleted of(UUID orderId, @Nullable UUID request, String chargeId, Instant time) {
        return new PaymentCompleted(1, UUID.randomUUID(), time, orderId, chargeId, request);
    }
}
