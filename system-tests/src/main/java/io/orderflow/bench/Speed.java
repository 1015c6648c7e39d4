package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How fast something is done when nothing holds it up. */
final class Speed {

    private Speed() {}

    /**
     * Starts a second, of those that come after the first {@code warmUp}, until the last: it counts no time in which there was
     * nothing left to start.
     *
     * @throws LauncherException if all were started by then
     */
    static double of(Collection<Instant> starts, Duration warmUp) {
        List<Instant> sorted = Starts.at(starts).times();
        List<Instant> measured = sorted.stream()
                .dropWhile(it -> it.isBefore(sorted.get(0).plus(warmUp)))
                .toList();
        if (measured.size() < 2) {
            throw new LauncherException("No speed, because too few waited.");
        }
        return new Starts(measured).perSecond();
    }

    static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while something was counted", e);
        }
    }
}
