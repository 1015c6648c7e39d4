package io.orderflow.messaging.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be handled, without its body.
 *
 * @param id the id of the dead letter; a message that is redriven and fails again becomes another dead letter
 * @param reason {@code unreadable}, {@code forged}, {@code permanent}, {@code exhausted}, {@code expired}, or RabbitMQ's reason
 *     if the broker dead-lettered the message, such as {@code delivery_limit}
 * @param error class and text of the last exception; null if the broker dead-lettered the message
 * @param redriven how often operators had redriven the message before
 * @param queue the work queue in which the message failed last
 */
public record DeadLetter(
        UUID id,
        String consumer,
        Instant diedAt,
        String reason,
        @Nullable String error,
        int attempts,
        int redriven,
        @Nullable String queue,
        @Nullable String messageId,
        @Nullable String type,
        @Nullable String correlationId) {}
