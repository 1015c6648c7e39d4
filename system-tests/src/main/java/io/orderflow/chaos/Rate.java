package io.orderflow.chaos;

import io.orderflow.launcher.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When something was begun, as often as it was, against how often a second it may be. */
record Rate(int limit, Starts starts) {

    static Rate of(int limit, List<Instant> starts) {
        return new Rate(limit, Starts.at(starts));
    }

    /** How many began less than a second after the one that was {@code limit} before them. */
    long overLimit() {
        return starts.over(limit);
    }

    /** The share of what was allowed between the two. */
    double used(Instant from, Instant to) {
        long begun = starts.times().stream()
                .filter(it -> !it.isBefore(from) && it.isBefore(to))
                .count();
        return begun / (limit * (Duration.between(from, to).toMillis() / 1e3));
    }
}
