package io.orderflow.messages;

import java.time.Instant;
import java.util.UUID;

/** The order {@code correlationId} is paid. {@code chargeId} is the gateway's name for the charge. */
public record PaymentCompleted(int version, UUID id, Instant time, UUID correlationId, String chargeId)
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

    public static PaymentCompleted of(UUID orderId, String chargeId, Instant time) {
        return new PaymentCompleted(1, UUID.randomUUID(), time, orderId, chargeId);
    }
}
