package io.orderflow.messaging.alert;

import org.jspecify.annotations.Nullable;

/**
 * Whether the condition of an alert is met now.
 *
 * @param subject the consumer or the service that the condition is about
 * @param met null if the state is unknown now
 * @param text the problem, and what to do about it
 */
public record Condition(
        AlertRule rule, String subject, @Nullable Boolean met, String text) {}
