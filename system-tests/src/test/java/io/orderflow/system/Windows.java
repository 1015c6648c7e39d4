package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks rates of many events. */
final class Windows {

    private Windows() {}

    /** Asserts that no time span of this length contains more events than the limit. */
    static void assertNoneHoldsMoreThan(int limit, Duration span, List<Instant> events) {
        Starts.at(events)
                .shortestSpan(limit + 1)
                .ifPresent(shortest -> assertThat(shortest)
                        .as("shortest span of %d of %d events", limit + 1, events.size())
                        .isGreaterThanOrEqualTo(span));
    }

    /** Events a second, from the first to the last. */
    static double meanRate(List<Instant> events) {
        return Starts.at(events).perSecond();
    }
}
