package io.orderflow.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How fast something was started while more of it waited.
 *
 * @param mostInASecond in any sliding second
 * @param perSecond on average
 */
record Pace(int mostInASecond, double perSecond) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** @param starts two at least, in any order */
    static Pace of(List<Instant> starts) {
        List<Instant> sorted = starts.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (!sorted.get(first).plus(SECOND).isAfter(sorted.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        Duration all = Duration.between(sorted.get(0), sorted.get(sorted.size() - 1));
        return new Pace(most, (sorted.size() - 1) / (all.toNanos() / 1e9));
    }
}
