package io.orderflow.chaos;

import java.time.Duration;

/** A number that is waited for as long as it gets smaller: how long that takes depends on the machine, whether it goes on does not. */
final class Falling {

    private final Duration patience;
    private long least = Long.MAX_VALUE;
    private long fellAt = System.nanoTime();

    /** @param patience how long it may stand still */
    Falling(Duration patience) {
        this.patience = patience;
    }

    /** @return whether it has stood still for too long */
    boolean standsStill(long number) {
        if (number < least) {
            least = number;
            fellAt = System.nanoTime();
        }
        return System.nanoTime() - fellAt > patience.toNanos();
    }
}
