package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Starts;
import java.time.Instant;
import java.util.Collection;

/**
 * The rate at which effects were started while more waited.
 *
 * @param limit a second
 * @param started in total
 * @param mostInASecond in any sliding second
 * @param over how many were started less than a second after the one {@code limit} places before
 * @param perSecond on average
 */
record Pace(int limit, int started, int mostInASecond, int over, double perSecond) {

    /**
     * @param starts in any order
     * @throws LauncherException if there are too few to compute a rate
     */
    static Pace of(int limit, Collection<Instant> starts) {
        if (starts.size() <= limit) {
            throw new LauncherException("Only %d were started, so there is no pace.".formatted(starts.size()));
        }
        Starts all = Starts.at(starts);
        return new Pace(limit, starts.size(), all.mostInASecond(), all.over(limit), all.perSecond());
    }

    /** The used share of the limit. */
    double used() {
        return perSecond / limit;
    }

    /** The share of sliding seconds within the limit; one sliding second ends with each start. */
    double kept() {
        return 1 - (double) over / started;
    }
}
