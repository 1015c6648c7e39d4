package io.orderflow.messaging.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages leave.
 *
 * @param batchSize how many messages are published before their confirms are awaited
 * @param pollInterval how often to look for messages that nobody nudged for: left by a crash, or due only now
 * @param confirmTimeout how long the broker may take to confirm a batch; after that it is published again
 * @param maxBackoff the longest pause before a message that the broker refused is tried again
 */
@Validated
@ConfigurationProperties("orderflow.outbox")
public record OutboxProperties(
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("500ms") @NotNull Duration pollInterval,
        @DefaultValue("10s") @NotNull Duration confirmTimeout,
        @DefaultValue("30s") @NotNull Duration maxBackoff) {}
