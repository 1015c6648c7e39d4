package io.orderflow.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How orders are placed and kept after.
 *
 * @param placedAtOnce how many are stored at the same time; fewer than the pool has connections
 * @param paymentReminderAfter how long after it was placed an order that is not paid gets a reminder
 */
@Validated
@ConfigurationProperties("orderflow.orders")
record OrderSettings(
        @DefaultValue("12") @Min(1) @Max(1_000) int placedAtOnce,
        @DefaultValue("24h") @NotNull Duration paymentReminderAfter) {}
