package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Leave to start one limited effect, now. It lapses within milliseconds, because an effect that starts late would crowd
 * those of the permits that follow.
 */
public final class Permit {

    private final long expiresAt;
    private final LongSupplier nanoTime;
    private final AtomicBoolean used = new AtomicBoolean();

    private Permit(long expiresAt, LongSupplier nanoTime) {
        this.expiresAt = expiresAt;
        this.nanoTime = nanoTime;
    }

    static Permit until(long expiresAt, LongSupplier nanoTime) {
        return new Permit(expiresAt, nanoTime);
    }

    /** For a consumer without a limit. */
    public static Permit unlimited() {
        long now = System.nanoTime();
        return new Permit(now + Duration.ofDays(365).toNanos(), () -> now);
    }

    /**
     * Call it immediately before the effect. It can be used once.
     *
     * @throws PermitExpired if it is too late. Let it pass: the work is rolled back, and the message gets another permit
     *     without this counting as an attempt.
     */
    public void use() {
        if (hasExpired()) {
            throw new PermitExpired();
        }
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a permit is for one effect");
        }
    }

    boolean hasExpired() {
        return nanoTime.getAsLong() - expiresAt > 0;
    }

    /** The permit lapsed before the effect started. */
    public static final class PermitExpired extends RuntimeException {

        PermitExpired() {
            super("the permit expired before it was used", null, false, false);
        }
    }
}
