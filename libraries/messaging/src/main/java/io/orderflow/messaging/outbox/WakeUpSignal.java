package io.orderflow.messaging.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay. Signals that arrive before the relay waits again count as one. */
final class WakeUpSignal {

    private final Semaphore given = new Semaphore(0);

    void give() {
        if (given.availablePermits() == 0) {
            given.release();
        }
    }

    void await() throws InterruptedException {
        given.acquire();
        given.drainPermits();
    }

    void await(Duration atMost) throws InterruptedException {
        given.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        given.drainPermits();
    }
}
