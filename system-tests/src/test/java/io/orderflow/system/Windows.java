package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks of rates over many events. */
final class Windows {

    private Windows() {}

    /** No span of this length holds more events than the limit. */
    static void assertNoneHoldsMoreThan(int limit, Duration span, List<Instant> events) {
        List<Instant> sorted = events.stream().sorted().toList();
        for (int i = limit; i < sorted.size(); i++) {
            assertThat(Duration.between(sorted.get(i - limit), sorted.get(i)))
                    .as("from event %d to event %d of %d", i - limit, i, sorted.size())
                    .isGreaterThanOrEqualTo(span);
        }
    }

    /** Events a second, from the first to the last. */
    static double meanRate(List<Instant> events) {
        return Starts.at(events).perSecond();
    }
}
