package io.orderflow.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When something was begun, as often as it was, against how often a second it may be. */
record Rate(int limit, List<Instant> starts) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    Rate {
        starts = starts.stream().sorted().toList();
    }

    /** How many began less than a second after the one that was {@code limit} before them. */
    long overLimit() {
        long over = 0;
        for (int i = limit; i < starts.size(); i++) {
            if (Duration.between(starts.get(i - limit), starts.get(i)).compareTo(SECOND) < 0) {
                over++;
            }
        }
        return over;
    }

    /** The share of what was allowed between the two. */
    double used(Instant from, Instant to) {
        long begun = starts.stream()
                .filter(it -> !it.isBefore(from) && it.isBefore(to))
                .count();
        return begun / (limit * (Duration.between(from, to).toMillis() / 1e3));
    }
}
