package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast a count goes up. */
final class Speed {

    private Speed() {}

    /** @return how much was counted in a second of {@code time}, which begins after {@code warmUp} */
    static double of(LongSupplier count, Duration warmUp, Duration time) {
        pass(warmUp);
        long before = count.getAsLong();
        long began = System.nanoTime();
        pass(time);
        long counted = count.getAsLong() - before;
        return counted / ((System.nanoTime() - began) / 1e9);
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
