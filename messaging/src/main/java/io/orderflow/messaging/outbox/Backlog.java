package io.orderflow.messaging.outbox;

/**
 * What waits in the outbox. Only so much is looked at: the number is read every second, and a backlog may have millions.
 *
 * @param messages at most 100,000
 * @param oldestSeconds how long ago the oldest of the thousand that are due first was put there; 0 if there is none
 */
public record Backlog(long messages, double oldestSeconds) {}
