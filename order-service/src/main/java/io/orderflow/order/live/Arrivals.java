package io.orderflow.order.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many messages come to a consumer a second. Nobody counts them, but by how much there are more than ten seconds ago is
 * known, and how many have left since.
 */
class Arrivals {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Map<String, Deque<Seen>> byConsumer = new HashMap<>();

    private record Seen(Instant at, long there) {}

    /**
     * @param there messages that wait, are in work, or wait for another attempt
     * @param outPerSecond how many left for good, as a mean of the same time
     */
    double perSecond(String consumer, Instant at, long there, double outPerSecond) {
        Deque<Seen> seen = byConsumer.computeIfAbsent(consumer, name -> new ArrayDeque<>());
        seen.add(new Seen(at, there));
        while (seen.getFirst().at().isBefore(at.minus(WINDOW))) {
            seen.removeFirst();
        }
        Seen first = seen.getFirst();
        double seconds = Duration.between(first.at(), at).toMillis() / 1000.0;
        double growth = seconds == 0 ? 0 : (there - first.there()) / seconds;
        return Math.max(0, growth + outPerSecond);
    }

    /** Of what came while nobody could look nothing is known. */
    void forget(String consumer) {
        byConsumer.remove(consumer);
    }
}
