package io.orderflow.chaos;

import io.orderflow.backing.Arrival;
import io.orderflow.launcher.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When requests arrived at their receiver, against how many a second may arrive.
 *
 * @param steady the arrivals by a monotonic clock, from an arbitrary beginning
 */
record ArrivalCheck(int limit, List<Arrival> arrivals, Starts steady) {

    static ArrivalCheck of(int limit, List<Arrival> arrivals) {
        return new ArrivalCheck(
                limit,
                arrivals,
                Starts.at(arrivals.stream()
                        .map(it -> Instant.EPOCH.plusNanos(it.nanos()))
                        .toList()));
    }

    /** Without those of an earlier look, but for the last few: a window may begin with them. */
    ArrivalCheck after(ArrivalCheck earlier) {
        int from = Math.max(0, earlier.arrivals.size() - limit);
        return of(limit, arrivals.subList(from, arrivals.size()));
    }

    /** How many sliding windows of one second held more than the limit. */
    int overLimit() {
        return steady.over(limit);
    }

    /** The least time that held one more than a second may hold; empty if there were not so many. */
    Optional<Duration> shortestSpan() {
        return steady.shortestSpan(limit + 1);
    }

    /**
     * The share of what was allowed between the two, over the quickest half of the arrivals in a row: another process may be busy for a
     * while. A limit that is not used because tokens come back late is used no better in any stretch.
     */
    double used(Instant from, Instant to) {
        List<Instant> between = arrivals.stream()
                .map(Arrival::at)
                .filter(it -> !it.isBefore(from) && it.isBefore(to))
                .toList();
        int half = between.size() / 2;
        return half < 2
                ? 0
                : (half - 1) / seconds(Starts.at(between).shortestSpan(half).orElseThrow()) / limit;
    }

    private static double seconds(Duration span) {
        return span.toNanos() / 1e9;
    }
}
