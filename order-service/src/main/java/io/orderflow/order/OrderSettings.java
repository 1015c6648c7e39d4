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
 * @param writers how many groups of orders are stored at the same time, each with a connection of the pool
 * @param longestWait how long an order waits to be stored before it is refused
 * @param warmUp how long the service may place rehearsals before it is ready; 0 for none
 * @param paymentReminderAfter how long after it was placed an order that is not paid gets a reminder
 */
@Validated
@ConfigurationProperties("orderflow.orders")
record OrderSettings(
        @DefaultValue("2") @Min(1) @Max(50) int writers,
        @DefaultValue("10s") @NotNull Duration longestWait,
        @DefaultValue("15s") @NotNull Duration warmUp,
        @DefaultValue("24h") @NotNull Duration paymentReminderAfter) {}
