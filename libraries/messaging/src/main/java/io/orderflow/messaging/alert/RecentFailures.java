package io.orderflow.messaging.alert;

import io.orderflow.messaging.consumer.ConsumerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Estimates how many messages of one consumer began and failed in the last five minutes, from sampled rates. */
final class RecentFailures {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final double RATES_OF = 10;

    /** With fewer messages than this, the share means too little. */
    private static final int ENOUGH = 20;

    private final Deque<Seen> seen = new ArrayDeque<>();
    private @Nullable Instant last;

    private record Seen(Instant at, double begun, double failed) {}

    /** Adds a sample and returns the share of failures, 0 to 1. */
    double shareWith(ConsumerReport report, Instant now) {
        // The rates are means of ten seconds, so one sample can't stand for a longer gap.
        double seconds = last == null
                ? 0
                : Math.max(0, Math.min(RATES_OF, Duration.between(last, now).toMillis() / 1000.0));
        last = now;
        seen.add(new Seen(now, report.begunPerSecond() * seconds, report.failedPerSecond() * seconds));
        // A sample from the future was taken before the clock was set back.
        seen.removeIf(it -> it.at().isBefore(now.minus(WINDOW)) || it.at().isAfter(now));
        double begun = seen.stream().mapToDouble(Seen::begun).sum();
        double failed = seen.stream().mapToDouble(Seen::failed).sum();
        return begun < ENOUGH ? 0 : failed / begun;
    }
}
