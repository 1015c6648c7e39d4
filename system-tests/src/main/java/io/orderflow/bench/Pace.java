package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * How fast something was started while more of it waited.
 *
 * @param limit a second
 * @param started in all
 * @param mostInASecond in any sliding second
 * @param over how many were started less than a second after the one that was {@code limit} before them
 * @param perSecond on average
 */
record Pace(int limit, int started, int mostInASecond, int over, double perSecond) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * @param starts in any order
     * @throws LauncherException if there are too few to have a pace
     */
    static Pace of(int limit, Collection<Instant> starts) {
        if (starts.size() <= limit) {
            throw new LauncherException("Only %d were started, so there is no pace.".formatted(starts.size()));
        }
        List<Instant> sorted = starts.stream().sorted().toList();
        int most = 0;
        int over = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (!sorted.get(first).plus(SECOND).isAfter(sorted.get(last))) {
                first++;
            }
            int inASecond = last - first + 1;
            most = Math.max(most, inASecond);
            over += inASecond > limit ? 1 : 0;
        }
        Duration all = Duration.between(sorted.get(0), sorted.get(sorted.size() - 1));
        return new Pace(limit, sorted.size(), most, over, (sorted.size() - 1) / (all.toNanos() / 1e9));
    }

    /** The share of what was allowed. */
    double used() {
        return perSecond / limit;
    }

    /** The share of sliding seconds, one that ends with each start, with no more than allowed. */
    double kept() {
        return 1 - (double) over / started;
    }
}
