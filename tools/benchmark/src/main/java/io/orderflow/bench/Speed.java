package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The rate of something that no limit slows down. */
final class Speed {

    private Speed() {}

    /**
     * Starts a second, from the end of {@code warmUp} to the last start: excludes the time in which nothing was left to start.
     *
     * @throws LauncherException if all were started by then
     */
    static double of(Collection<Instant> starts, Duration warmUp) {
        List<Instant> sorted = Starts.at(starts).times();
        List<Instant> measured = sorted.stream()
                .dropWhile(it -> it.isBefore(sorted.get(0).plus(warmUp)))
                .toList();
        if (measured.size() < 2) {
            throw new LauncherException("No speed, because the backlog was too small.");
        }
        return new Starts(measured).perSecond();
    }

    static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted during a measurement", e);
        }
    }
}
