package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payment of the order {@code correlationId} failed, and no automatic retry follows.
 *
 * @param reason suitable for customers
 * @param request id of the {@link OrderPlaced} or {@link PaymentRequested} that requested this payment; null means
 *     {@link OrderPlaced}
 */
@SentBy("payment-service")
public record PaymentFailed(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID request)
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

    /** The result of the first payment request, {@link OrderPlaced}. */
    public static PaymentFailed of(UUID orderId, String reason, Instant time) {
        return of(orderId, null, reason, time);
    }

    public static PaymentFailed of(UUID orderId, @Nullable UUID request, String reason, Instant time) {
        return new PaymentFailed(1, UUID.randomUUID(), time, orderId, reason, request);
    }
}
