package io.orderflow.order;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How orders are kept after.
 *
 * @param paymentReminderAfter how long after it was placed an order that is not paid gets a reminder
 */
@Validated
@ConfigurationProperties("orderflow.orders")
record OrderSettings(@DefaultValue("24h") @NotNull Duration paymentReminderAfter) {}
