package io.orderflow.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When something was started or arrived, as often as it was.
 *
 * @param times sorted
 */
public record Starts(List<Instant> times) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** @param times in any order */
    public static Starts at(Collection<Instant> times) {
        return new Starts(times.stream().sorted().toList());
    }

    /** How many came less than a second after the one that was {@code limit} before them. */
    public int over(int limit) {
        int over = 0;
        for (int i = limit; i < times.size(); i++) {
            if (Duration.between(times.get(i - limit), times.get(i)).compareTo(SECOND) < 0) {
                over++;
            }
        }
        return over;
    }

    /** The least time from one to the last of {@code count} in a row; empty if there are fewer. */
    public Optional<Duration> shortestSpan(int count) {
        return IntStream.rangeClosed(0, times.size() - count)
                .mapToObj(first -> Duration.between(times.get(first), times.get(first + count - 1)))
                .min(Duration::compareTo);
    }

    /** In any sliding second, in which what comes a second later is no more. */
    public int mostInASecond() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (!times.get(first).plus(SECOND).isAfter(times.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** On average, from the first to the last. */
    public double perSecond() {
        Duration all = Duration.between(times.get(0), times.get(times.size() - 1));
        return (times.size() - 1) / (all.toNanos() / 1e9);
    }
}
