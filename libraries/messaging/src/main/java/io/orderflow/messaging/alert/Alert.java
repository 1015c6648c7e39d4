package io.orderflow.messaging.alert;

import java.time.Instant;

/**
 * A problem that an operator should look at.
 *
 * @param name as in {@code docs/alerts.md} and in the rules for Prometheus
 * @param subject the consumer or the service that has the problem
 * @param since when the alert began
 * @param text the problem, and what to do about it
 */
public record Alert(String name, String subject, Instant since, String text) {}
