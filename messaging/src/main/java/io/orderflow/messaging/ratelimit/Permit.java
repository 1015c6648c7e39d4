package io.orderflow.messaging.ratelimit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Leave to start one limited effect at a certain moment. It is handed out a little before, so that the work can be
 * prepared meanwhile, and it lapses within milliseconds, because an effect that starts late would crowd those of the
 * permits that follow. Who was not prepared in time waits for another.
 */
public final class Permit {

    private final long opensAt;
    private final long closesAt;
    private final LongSupplier nanoTime;
    /** Null if there are none. */
    private final Renewals renewals;

    private final AtomicBoolean used = new AtomicBoolean();

    /** @param opensAt and {@code closesAt}: on the clock {@code nanoTime} */
    Permit(long opensAt, long closesAt, LongSupplier nanoTime) {
        this(opensAt, closesAt, nanoTime, null);
    }

    private Permit(long opensAt, long closesAt, LongSupplier nanoTime, Renewals renewals) {
        this.opensAt = opensAt;
        this.closesAt = closesAt;
        this.nanoTime = nanoTime;
        this.renewals = renewals;
    }

    /** For a consumer without a limit. */
    public static Permit unlimited() {
        return new Permit(0, 0, () -> 0);
    }

    /** The same, and if it lapses another is to be had there. */
    public Permit renewedBy(Renewals source) {
        return new Permit(opensAt, closesAt, nanoTime, source);
    }

    /**
     * Returns when the effect is to start, which is at once. Call it when everything else is prepared. It can be used
     * once.
     *
     * @throws PermitExpired if it is too late, and no other is to be had soon. Let it pass: the work is rolled back, and the
     *     message gets another permit without this counting as an attempt.
     */
    public void use() {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a permit is for one effect");
        }
        Permit open = this;
        open.sleepUntilOpen();
        while (open.hasExpired()) {
            if (renewals == null) {
                throw new PermitExpired();
            }
            open = renewals.next();
            open.sleepUntilOpen();
        }
    }

    private void sleepUntilOpen() {
        long left = opensAt - nanoTime.getAsLong();
        while (left > 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new PermitExpired();
            }
            LockSupport.parkNanos(left);
            left = opensAt - nanoTime.getAsLong();
        }
    }

    long opensAt() {
        return opensAt;
    }

    boolean hasExpired() {
        return nanoTime.getAsLong() - closesAt > 0;
    }

    /** The permit lapsed before the effect started. */
    public static final class PermitExpired extends RuntimeException {

        PermitExpired() {
            super("the permit expired before it was used", null, false, false);
        }
    }
}
