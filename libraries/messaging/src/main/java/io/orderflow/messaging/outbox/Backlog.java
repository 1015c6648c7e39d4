package io.orderflow.messaging.outbox;

/**
 * The messages that wait in the outbox. Both numbers are bounded, because they are read every second and a backlog may have
 * millions of rows.
 *
 * @param messages counted up to 100,000
 * @param oldestSeconds age of the oldest of the thousand messages that are due first; 0 if there is none
 */
public record Backlog(long messages, double oldestSeconds) {}
