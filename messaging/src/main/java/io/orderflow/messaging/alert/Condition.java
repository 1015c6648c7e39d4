package io.orderflow.messaging.alert;

/**
 * Whether there is reason for an alert now.
 *
 * @param subject the consumer or the service that it is about
 * @param met null if that can't be known now
 * @param text what is the matter, and what to do
 */
public record Condition(AlertRule rule, String subject, Boolean met, String text) {}
