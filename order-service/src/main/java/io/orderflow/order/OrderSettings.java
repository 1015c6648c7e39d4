package io.orderflow.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of order placement and payment reminders.
 *
 * @param writers how many groups of orders are stored at the same time; each uses a connection of the pool
 * @param longestWait how long an order may wait for a writer before it is refused
 * @param warmUp how long the service may place rehearsals before it is ready; 0 for none
 * @param paymentReminderAfter how long after its placement an unpaid order gets a reminder
 */
@Validated
@ConfigurationProperties("orderflow.orders")
record OrderSettings(
        @DefaultValue("2") @Min(1) @Max(50) int writers,
        @DefaultValue("10s") @NotNull Duration longestWait,
        @DefaultValue("15s") @NotNull Duration warmUp,
        @DefaultValue("24h") @NotNull Duration paymentReminderAfter) {}
