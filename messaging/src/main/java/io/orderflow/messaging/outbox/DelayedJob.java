package io.orderflow.messaging.outbox;

import java.time.Instant;

/**
 * A message that waits for its time.
 *
 * @param key names the job: there is one of that name, and by it the job is cancelled
 * @param type of the message
 */
public record DelayedJob(
        String key, Instant dueAt, Instant createdAt, String type, String messageId, String correlationId) {}
