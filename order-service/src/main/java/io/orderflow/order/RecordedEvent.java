package io.orderflow.order;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as the history keeps it.
 *
 * @param at when it happened, by the clock of the service where it did
 * @param recordedAt when it was written down here; events come out of order, so this may be long after
 * @param cause what led to it, see {@link Cause}
 */
public record RecordedEvent(UUID orderId, OrderEvent event, Instant at, Instant recordedAt, String cause) {

    /** The name under which it is kept, such as {@code OrderPlaced}. */
    public String type() {
        return EventCodec.type(event);
    }
}
