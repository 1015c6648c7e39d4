package io.orderflow.order;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;

/**
 * Lets so many orders at a time to the database, and the others in the order in which they came: the pool of connections keeps no
 * order, and of customers who come all at once some would wait four times as long as most. What the pool has beyond these is for
 * the messages that come and go, however many orders wait.
 */
@Component
class PlacementBulkhead {

    private final Semaphore turns;
    private final Duration patience;

    /** @param patience how long the pool lets anybody wait for a connection, and so long is waited for a turn, too */
    PlacementBulkhead(
            OrderSettings settings, @Value("${spring.datasource.hikari.connection-timeout}") Duration patience) {
        this.turns = new Semaphore(settings.placedAtOnce(), true);
        this.patience = patience;
    }

    /** @throws CannotGetJdbcConnectionException if its turn does not come soon; then nothing was done */
    <T> T inTurn(Supplier<T> work) {
        await();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return turns.getQueueLength();
    }

    private void await() {
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CannotGetJdbcConnectionException("too many orders come at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotGetJdbcConnectionException("interrupted while other orders are placed");
        }
    }
}
