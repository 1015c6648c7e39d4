package io.orderflow.messaging.consumer;

import io.orderflow.messaging.provider.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one consumer, over all its replicas.
 *
 * @param limitPerSecond the current limit; null for none
 * @param replicas how many replicas are alive; their numbers are at most a second old
 * @param working how many of these replicas have not stopped their consumer, as a pause does
 * @param ready messages at the broker, for each work queue
 * @param inFlight messages that replicas hold: in work, or waiting for a permit
 * @param waitingForRetry messages in each wait queue
 * @param postponed messages that wait as delayed jobs, because the provider wants them later
 * @param dead dead letters, stored or still in the dead-letter queue
 * @param handledPerSecond mean of the last ten seconds, as are the other rates
 * @param oldestAt when the oldest message was published that a replica holds, or returned to the broker when it stopped the
 *     consumer; null if there is none
 * @param provider the state of the consumer's provider; null if the consumer has none
 * @param next the messages to be handled next, as far as replicas hold them, or returned them to the broker when they stopped the
 *     consumer
 */
public record ConsumerReport(
        String consumer,
        boolean paused,
        @Nullable Integer limitPerSecond,
        @Nullable Integer configuredLimitPerSecond,
        int replicas,
        int working,
        Map<String, Long> ready,
        int inFlight,
        Map<String, Long> waitingForRetry,
        long postponed,
        long dead,
        double handledPerSecond,
        double retriedPerSecond,
        double buriedPerSecond,
        @Nullable Instant oldestAt,
        @Nullable ProviderStatus provider,
        List<WaitingMessage> next) {

    public boolean providerIsAway() {
        return provider != null && provider.isAway();
    }

    /** Attempts with any outcome. */
    public double begunPerSecond() {
        return handledPerSecond + failedPerSecond();
    }

    /** Attempts that ended in a retry or a dead letter. */
    public double failedPerSecond() {
        return retriedPerSecond + buriedPerSecond;
    }

    /** Messages in all lanes. */
    public long readyInAll() {
        return sum(ready);
    }

    /** Messages in all wait queues. */
    public long waitingForRetryInAll() {
        return sum(waitingForRetry);
    }

    /** The used share of the current limit; null without a limit. */
    public @Nullable Double limitUsed() {
        return limitPerSecond == null ? null : begunPerSecond() / limitPerSecond;
    }

    /** Age of the oldest message that replicas hold, or returned to the broker; 0 if there is none. */
    public Duration oldestAge(Instant now) {
        Duration age = oldestAt == null ? Duration.ZERO : Duration.between(oldestAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
