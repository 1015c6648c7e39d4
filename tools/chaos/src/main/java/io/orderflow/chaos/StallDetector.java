package io.orderflow.chaos;

import java.time.Duration;

/**
 * Detects whether a number has stopped falling. The time to reach zero depends on the machine; whether the number keeps falling does
 * not.
 */
final class StallDetector {

    private final Duration patience;
    private long least = Long.MAX_VALUE;
    private long fellAt = System.nanoTime();

    /** @param patience how long the number may stay the same */
    StallDetector(Duration patience) {
        this.patience = patience;
    }

    /** @return whether the number has not fallen for longer than that */
    boolean standsStill(long number) {
        if (number < least) {
            least = number;
            fellAt = System.nanoTime();
        }
        return System.nanoTime() - fellAt > patience.toNanos();
    }
}
