package io.orderflow.messaging.alert;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The thresholds of the alerts, and the address that receives alerts besides the log.
 *
 * @param queueLongerThan messages that wait in all lanes of a consumer
 * @param messageOlderThan age of the oldest message that a consumer's replicas hold, or returned to the broker when it was paused
 * @param failureShareOver failed attempts divided by all attempts of five minutes
 * @param outboxOlderThan age of the oldest message in the outbox
 * @param webhook receives a POST for every alert that begins or ends; null for none
 */
@Validated
@ConfigurationProperties("orderflow.alerts")
record AlertProperties(
        @DefaultValue("10000") @Min(1) long queueLongerThan,
        @DefaultValue("10m") @NotNull Duration messageOlderThan,
        @DefaultValue("0.05") @Positive @DecimalMax("1") double failureShareOver,
        @DefaultValue("60s") @NotNull Duration outboxOlderThan,
        @Nullable URI webhook) {}
