package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Starts;
import java.time.Instant;
import java.util.Collection;

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

    /**
     * @param starts in any order
     * @throws LauncherException if there are too few to have a pace
     */
    static Pace of(int limit, Collection<Instant> starts) {
        if (starts.size() <= limit) {
            throw new LauncherException("Only %d were started, so there is no pace.".formatted(starts.size()));
        }
        Starts all = Starts.at(starts);
        return new Pace(limit, starts.size(), all.mostInASecond(), all.over(limit), all.perSecond());
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
