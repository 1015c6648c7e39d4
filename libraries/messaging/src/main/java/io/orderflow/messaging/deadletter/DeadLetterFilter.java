package io.orderflow.messaging.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters; null means any.
 *
 * @param type of the message, such as {@code order.placed}
 * @param correlationId usually the id of an order
 * @param from earliest time of death, inclusive
 * @param until latest time of death, exclusive
 */
public record DeadLetterFilter(
        @Nullable String consumer,
        @Nullable String reason,
        @Nullable String type,
        @Nullable String correlationId,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static DeadLetterFilter all() {
        return new DeadLetterFilter(null, null, null, null, null, null);
    }

    public static DeadLetterFilter of(String consumer) {
        return new DeadLetterFilter(consumer, null, null, null, null, null);
    }
}
