package io.orderflow.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer, for all replicas of its service together, as the service reports it.
 *
 * @param postponed null from a service that is older than this command
 * @param provider null if the consumer needs none
 */
record ConsumerReport(
        String consumer,
        boolean paused,
        Integer limitPerSecond,
        Integer configuredLimitPerSecond,
        int replicas,
        int working,
        Map<String, Long> ready,
        int inFlight,
        Map<String, Long> waitingForRetry,
        @Nullable Long postponed,
        long dead,
        double handledPerSecond,
        Instant oldestAt,
        @Nullable Provider provider,
        List<Poll> next) {

    /** The external system that a consumer needs; the times are null while it works. */
    record Provider(String provider, Instant awaySince, String reason, Instant throttledUntil) {}

    /** A message that a replica will handle next. */
    record Poll(String queue, String messageId, String type, String correlationId, Instant since) {}
}
