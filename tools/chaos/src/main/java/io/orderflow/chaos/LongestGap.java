package io.orderflow.chaos;

import java.time.Duration;

/** The longest time between two successes, or between the start and the first one. */
final class LongestGap {

    private long latest;
    private long longest;

    synchronized void begin() {
        latest = System.nanoTime();
    }

    synchronized void success() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - latest);
        latest = now;
    }

    synchronized Duration longest() {
        return Duration.ofNanos(longest);
    }
}
