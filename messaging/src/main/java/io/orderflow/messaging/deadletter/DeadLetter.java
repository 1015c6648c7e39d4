package io.orderflow.messaging.deadletter;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that could not be handled, without its body.
 *
 * @param id the dead letter's own; a message that is sent again and fails again becomes another dead letter
 * @param reason {@code unreadable}, {@code permanent}, {@code exhausted}, or the broker's word where the broker gave it up,
 *     such as {@code delivery_limit}
 * @param error the last exception's class and text; null where the broker gave it up
 * @param queue the work queue that it failed in last
 * @param redriven how often it was sent again before
 */
public record DeadLetter(
        UUID id,
        String consumer,
        Instant diedAt,
        String reason,
        String error,
        int attempts,
        int redriven,
        String queue,
        String messageId,
        String type,
        String correlationId) {}
