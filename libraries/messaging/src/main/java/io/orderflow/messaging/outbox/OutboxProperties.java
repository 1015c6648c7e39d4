package io.orderflow.messaging.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the outbox relay.
 *
 * @param batchSize how many messages the relay publishes before it awaits their confirms
 * @param pollInterval how often the relay polls for rows without a wake-up signal: rows left by a crash, and rows that become due
 * @param confirmTimeout how long the broker may take to confirm a batch; after that the relay publishes the batch again
 * @param maxBackoff the longest pause before the relay retries a message that the broker refused
 */
@Validated
@ConfigurationProperties("orderflow.outbox")
public record OutboxProperties(
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("500ms") @NotNull Duration pollInterval,
        @DefaultValue("10s") @NotNull Duration confirmTimeout,
        @DefaultValue("30s") @NotNull Duration maxBackoff) {}
