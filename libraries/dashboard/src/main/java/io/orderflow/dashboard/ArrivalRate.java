package io.orderflow.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Estimates how many messages arrive for a consumer per second. No component counts arrivals, so this adds two known numbers: the
 * growth of the backlog within ten seconds and the rate of messages that left it.
 */
class ArrivalRate {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Map<String, Deque<Seen>> byConsumer = new HashMap<>();

    private record Seen(Instant at, long there) {}

    /**
     * @param there messages that wait, are being processed, or wait for a retry or as delayed jobs
     * @param outPerSecond how many messages left for good per second, as a mean of the same ten seconds
     */
    double perSecond(String consumer, Instant at, long there, double outPerSecond) {
        Deque<Seen> seen = byConsumer.computeIfAbsent(consumer, name -> new ArrayDeque<>());
        seen.add(new Seen(at, there));
        // A sample from the future was taken before the clock was set back.
        seen.removeIf(it -> it.at().isBefore(at.minus(WINDOW)) || it.at().isAfter(at));
        Seen first = seen.getFirst();
        double seconds = Duration.between(first.at(), at).toMillis() / 1000.0;
        double growth = seconds == 0 ? 0 : (there - first.there()) / seconds;
        return Math.max(0, growth + outPerSecond);
    }

    /** Clears the samples: arrivals are unknown while the consumer's service does not report. */
    void forget(String consumer) {
        byConsumer.remove(consumer);
    }
}
