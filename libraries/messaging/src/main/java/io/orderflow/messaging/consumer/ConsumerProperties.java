package io.orderflow.messaging.consumer;

import io.orderflow.messaging.deadletter.Postponement;
import io.orderflow.messaging.effect.EffectClaims;
import io.orderflow.messaging.topology.ConsumerQueues;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of one consumer: the source of its messages, its limit, and its retries.
 *
 * @param exchange the topic exchange to bind to
 * @param keys routing keys to bind; with lanes, each key gets the suffixes {@code .vip}, {@code .regular} and {@code .bulk}
 * @param lanes whether each priority has its own queue; otherwise all priorities share one queue
 * @param limitPerSecond how many effects may arrive in any second, from all replicas together; null for no limit
 * @param everyLaneOneIn out of this many handled messages, each lane with waiting messages gets at least one, whatever waits in
 *     more important lanes
 * @param concurrency how many messages a replica handles at the same time
 * @param retryAfter the pauses between attempts; the message becomes a dead letter after one more attempt than there are pauses
 * @param lease how long a replica keeps a claim on an effect; if the replica dies, the effect is made again after this time
 * @param postponeFor how long a message waits each time that the provider wants it later without naming a time; the last pause
 *     repeats
 * @param giveUpAfter how long a message may be postponed in total; then the message becomes a dead letter
 */
public record ConsumerProperties(
        @NotBlank String exchange,
        @NotEmpty List<@NotBlank String> keys,
        @DefaultValue("true") boolean lanes,
        @Min(1) @Max(10_000) @Nullable Integer limitPerSecond,
        @DefaultValue("10") @Min(2) @Max(1_000_000) int everyLaneOneIn,
        @DefaultValue("8") @Min(1) @Max(500) int concurrency,
        @DefaultValue({"2s", "4s"}) @NotNull List<@DurationMin(millis = 1) Duration> retryAfter,

        @DefaultValue("30s")
        @NotNull
        @DurationMin(seconds = 1)
        @DurationMax(minutes = EffectClaims.LONGEST_LEASE_MINUTES)
        Duration lease,

        @DefaultValue({"1m", "2m", "4m", "8m", "16m", "30m"}) @NotEmpty
        List<@DurationMin(millis = 1) Duration> postponeFor,

        @DefaultValue("24h") @NotNull @DurationMin(seconds = 1)
        Duration giveUpAfter) {

    private static final int PREFETCH_WITHOUT_LIMIT = 250;
    private static final int PREFETCH_SECONDS = 2;

    ConsumerQueues queues(String consumer) {
        return new ConsumerQueues(consumer, lanes, retryAfter);
    }

    /**
     * How many messages of each lane a replica prefetches: enough that workers do not wait for the broker, and few enough that a
     * stopping replica requeues them quickly.
     */
    int prefetch() {
        int enough = limitPerSecond == null
                ? PREFETCH_WITHOUT_LIMIT
                : Math.min(PREFETCH_WITHOUT_LIMIT, PREFETCH_SECONDS * limitPerSecond);
        return Math.max(enough, concurrency);
    }

    Postponement postponement() {
        return new Postponement(postponeFor, giveUpAfter);
    }
}
