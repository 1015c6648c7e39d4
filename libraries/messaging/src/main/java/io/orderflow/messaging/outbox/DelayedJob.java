package io.orderflow.messaging.outbox;

import java.time.Instant;

/**
 * A message that waits until it is due.
 *
 * @param key the unique name of the job, used to cancel it
 * @param type of the message
 */
public record DelayedJob(
        String key, Instant dueAt, Instant createdAt, String type, String messageId, String correlationId) {}
