package io.orderflow.messaging.consumer;

import io.orderflow.messaging.provider.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a consumer is doing, in all replicas together.
 *
 * @param limitPerSecond as it is now; null for none
 * @param replicas how many are alive; their numbers are at most a second old
 * @param working how many of them have not stopped, as they do when the consumer is paused
 * @param ready messages in each of its lanes, at the broker
 * @param inFlight messages that replicas hold: in work, or at hand for the next permits
 * @param waitingForRetry messages in each of its wait queues
 * @param postponed messages that wait as delayed jobs, because the provider wants them later
 * @param dead dead letters, filed and on their way
 * @param handledPerSecond and the like: means of the last ten seconds
 * @param oldestAt when the oldest message was published that a replica holds, or gave back when it was paused; null if there
 *     is none
 * @param provider how the system outside that it needs is doing; null if it needs none
 * @param next what will be handled next, as far as the replicas hold it or gave it back when they were paused
 */
public record ConsumerReport(
        String consumer,
        boolean paused,
        Integer limitPerSecond,
        Integer configuredLimitPerSecond,
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
        Instant oldestAt,
        ProviderStatus provider,
        List<WaitingMessage> next) {

    public boolean providerIsAway() {
        return provider != null && provider.isAway();
    }

    /** Whatever became of them. */
    public double begunPerSecond() {
        return handledPerSecond + failedPerSecond();
    }

    /** For now or for good. */
    public double failedPerSecond() {
        return retriedPerSecond + buriedPerSecond;
    }

    /** In all lanes. */
    public long readyInAll() {
        return sum(ready);
    }

    /** In all wait queues. */
    public long waitingForRetryInAll() {
        return sum(waitingForRetry);
    }

    /** Of the limit as it is now; null where there is none. */
    public Double limitUsed() {
        return limitPerSecond == null ? null : begunPerSecond() / limitPerSecond;
    }

    /** How long ago the oldest message was published that replicas hold, or gave back; 0 if there is none. */
    public Duration oldestAge(Instant now) {
        Duration age = oldestAt == null ? Duration.ZERO : Duration.between(oldestAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
