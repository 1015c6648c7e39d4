package io.orderflow.order;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as the history stores it.
 *
 * @param at when it happened, by the clock of the service where it happened
 * @param recordedAt when this service recorded it; events arrive out of order, so this may be long after {@code at}
 * @param cause what caused it, see {@link EventCause}
 */
public record RecordedEvent(UUID orderId, OrderEvent event, Instant at, Instant recordedAt, String cause) {

    /** The stored name of the event type, such as {@code OrderPlaced}. */
    public String type() {
        return EventCodec.type(event);
    }
}
