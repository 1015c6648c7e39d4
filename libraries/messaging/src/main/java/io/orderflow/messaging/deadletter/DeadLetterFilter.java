package io.orderflow.messaging.deadletter;

import java.time.Instant;

/**
 * Selects dead letters; null means any.
 *
 * @param type of the message, such as {@code order.placed}
 * @param correlationId usually the id of an order
 * @param from earliest time of death, inclusive
 * @param until latest time of death, exclusive
 */
public record DeadLetterFilter(
        String consumer, String reason, String type, String correlationId, Instant from, Instant until) {

    public static DeadLetterFilter all() {
        return new DeadLetterFilter(null, null, null, null, null, null);
    }

    public static DeadLetterFilter of(String consumer) {
        return new DeadLetterFilter(consumer, null, null, null, null, null);
    }
}
