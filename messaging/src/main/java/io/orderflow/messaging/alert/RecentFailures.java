package io.orderflow.messaging.alert;

import io.orderflow.messaging.consumer.ConsumerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one consumer began, and what of it failed, in the last five minutes; summed up from rates seen now and then. */
final class RecentFailures {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final double RATES_OF = 10;

    /** Of fewer messages no share is told. */
    private static final int ENOUGH = 20;

    private final Deque<Seen> seen = new ArrayDeque<>();
    private Instant last;

    private record Seen(Instant at, double begun, double failed) {}

    /** The share of failures, 0 to 1, with what is seen now. */
    double shareWith(ConsumerReport report, Instant now) {
        // The rates are means of ten seconds; of a longer time without a look they say nothing.
        double seconds = last == null
                ? 0
                : Math.min(RATES_OF, Duration.between(last, now).toMillis() / 1000.0);
        last = now;
        seen.add(new Seen(now, report.begunPerSecond() * seconds, report.failedPerSecond() * seconds));
        while (seen.getFirst().at().isBefore(now.minus(WINDOW))) {
            seen.removeFirst();
        }
        double begun = seen.stream().mapToDouble(Seen::begun).sum();
        double failed = seen.stream().mapToDouble(Seen::failed).sum();
        return begun < ENOUGH ? 0 : failed / begun;
    }
}
