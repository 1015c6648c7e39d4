package io.orderflow.messaging.outbox;

import java.time.Instant;

/** A message in the outbox. {@code failures} counts how often the broker refused it or had no queue for it. */
record OutboxRow(long id, Instant createdAt, int failures, OutgoingMessage message) {}
