package io.orderflow.launcher;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How a consumer is doing, in all replicas of its service together, as that tells of it. */
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
        long dead,
        double handledPerSecond,
        Instant oldestAt,
        List<Waiting> next) {

    /** A message that a replica will handle next. */
    record Waiting(String queue, String messageId, String type, String correlationId, Instant since) {}
}
