package io.orderflow.messaging.deadletter;

import java.time.Instant;

/**
 * Which dead letters; null means any.
 *
 * @param type of the message, such as {@code order.placed}
 * @param correlationId what it was about: an order's id as a rule
 * @param from the earliest time of death
 * @param until the first time of death that is too late
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
