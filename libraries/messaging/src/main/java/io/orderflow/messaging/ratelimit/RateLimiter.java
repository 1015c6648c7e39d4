package io.orderflow.messaging.ratelimit;

/** Grants permits for effects, up to a number per second. */
public interface RateLimiter extends AutoCloseable {

    /**
     * Waits until an effect may start soon; {@link Permit#awaitStart} then waits for the exact time. The caller must close the
     * permit.
     *
     * @param wanted how many effects are waiting to start: a limiter may take permits for some of them in advance
     * @throws org.springframework.dao.DataAccessException if the limiter can't determine whether an effect may start now
     */
    Permit acquire(int wanted) throws InterruptedException;

    /** Returns the permits that were taken in advance. Granted permits stay valid, and callers can acquire more later. */
    @Override
    default void close() {}

    static RateLimiter unlimited() {
        return wanted -> Permit.unlimited();
    }
}
