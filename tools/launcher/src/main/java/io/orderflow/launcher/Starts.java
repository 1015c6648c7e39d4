package io.orderflow.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The times at which effects started or arrived.
 *
 * @param times sorted
 */
public record Starts(List<Instant> times) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** @param times in any order */
    public static Starts at(Collection<Instant> times) {
        return new Starts(times.stream().sorted().toList());
    }

    /** How many of them came less than a second after the one {@code limit} places before. */
    public int over(int limit) {
        int over = 0;
        for (int i = limit; i < times.size(); i++) {
            if (Duration.between(times.get(i - limit), times.get(i)).compareTo(SECOND) < 0) {
                over++;
            }
        }
        return over;
    }

    /** The shortest time from the first to the last of {@code count} consecutive ones; empty if there are fewer. */
    public Optional<Duration> shortestSpan(int count) {
        return IntStream.rangeClosed(0, times.size() - count)
                .mapToObj(first -> Duration.between(times.get(first), times.get(first + count - 1)))
                .min(Duration::compareTo);
    }

    /** The largest number in any sliding second, which excludes its end. */
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

    /** The average rate from the first to the last. */
    public double perSecond() {
        Duration all = Duration.between(times.get(0), times.get(times.size() - 1));
        return (times.size() - 1) / (all.toNanos() / 1e9);
    }
}
