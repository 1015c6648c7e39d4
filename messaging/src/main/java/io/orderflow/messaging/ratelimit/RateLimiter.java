package io.orderflow.messaging.ratelimit;

/** Hands out leave to start effects, so many a second. */
public interface RateLimiter {

    /**
     * Waits until an effect may start soon: {@link Permit#use} waits for the very moment.
     *
     * @param wanted how many effects are waiting to start: a limiter may fetch leave for some of them beforehand
     * @throws org.springframework.dao.DataAccessException if it can't be known whether one may start now
     */
    Permit acquire(int wanted) throws InterruptedException;

    static RateLimiter unlimited() {
        return wanted -> Permit.unlimited();
    }
}
