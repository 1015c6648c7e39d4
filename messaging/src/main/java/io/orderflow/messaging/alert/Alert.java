package io.orderflow.messaging.alert;

import java.time.Instant;

/**
 * Something that someone should look at.
 *
 * @param name as in {@code docs/alerts.md} and in the rules for Prometheus
 * @param subject the consumer or the service that it is about
 * @param text what is the matter, and what to do
 */
public record Alert(String name, String subject, Instant since, String text) {}
