package io.orderflow.messaging.ratelimit;

/** Grants permits for effects, up to a number a second. */
public interface RateLimiter extends AutoCloseable {

    /**
     * Waits until an effect may start soon: {@link Permit#awaitStart} waits for the very moment. The caller closes the permit.
     *
     * @param wanted how many effects are waiting to start: a limiter may take permits for some of them beforehand
     * @throws org.springframework.dao.DataAccessException if it can't be known whether an effect may start now
     */
    Permit acquire(int wanted) throws InterruptedException;

    /** Returns permits that were taken beforehand. Permits that were granted stay valid, and more can be acquired later. */
    @Override
    default void close() {}

    static RateLimiter unlimited() {
        return wanted -> Permit.unlimited();
    }
}
