package io.orderflow.messaging.ratelimit;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permission to make one limited effect. The limiter grants a permit a little before its start time, so that the caller can
 * prepare the work meanwhile. The effect may take any time to arrive: its share of the limit stays in use until then, and one
 * second longer.
 */
public final class Permit implements AutoCloseable {

    private final @Nullable Token token;
    private final long opensAt;
    private final long wakeUpEarly;
    private final LongSupplier nanoTime;
    private long latestStart = Long.MAX_VALUE;
    private boolean hasDeadline;
    private boolean started;
    private boolean ended;
    private long startedAt;
    private long endedAt;

    /**
     * @param token null for a permit without a limit
     * @param opensAt on the clock {@code nanoTime}
     * @param wakeUpEarly how long before {@code opensAt} the thread wakes up and begins to spin, in nanoseconds
     */
    Permit(@Nullable Token token, long opensAt, long wakeUpEarly, LongSupplier nanoTime) {
        this.token = token;
        this.opensAt = opensAt;
        this.wakeUpEarly = wakeUpEarly;
        this.nanoTime = nanoTime;
    }

    /** A permit for a consumer without a limit. */
    public static Permit unlimited() {
        return new Permit(null, System.nanoTime(), 0, System::nanoTime);
    }

    /**
     * Sets the latest start: after it the claim may have ended, so the effect must not start.
     *
     * @param time by {@link System#nanoTime}
     */
    public synchronized void startBefore(long time) {
        latestStart = time;
        hasDeadline = true;
    }

    /**
     * Waits until the effect must start, and returns at that moment. Prepare everything else first and call this immediately
     * before the effect. A permit is for one effect.
     *
     * @throws PermitLostException if the effect must not start any more, because this replica was stopped for too long or lost
     *     the database. Let the exception pass: the message is retried and no attempt is counted.
     */
    public synchronized void awaitStart() {
        if (started || ended) {
            throw new IllegalStateException("a permit is for one effect");
        }
        sleepUntilOpen();
        if (token != null && !token.isHeld() || hasDeadline && nanoTime.getAsLong() - latestStart > 0) {
            throw new PermitLostException();
        }
        started = true;
        startedAt = nanoTime.getAsLong();
    }

    private void sleepUntilOpen() {
        for (long left = opensAt - nanoTime.getAsLong(); left > 0; left = opensAt - nanoTime.getAsLong()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new PermitLostException();
            }
            if (left > wakeUpEarly) {
                LockSupport.parkNanos(left - wakeUpEarly);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Reports that the effect has certainly arrived at the provider, before the provider answers. Optional, because
     * {@link #close} reports it too.
     */
    public synchronized void arrived() {
        end();
    }

    /**
     * Releases the permit. An effect that was started must have arrived by now, or its connection must be closed so that it can't
     * arrive any more.
     */
    @Override
    public synchronized void close() {
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            endedAt = nanoTime.getAsLong();
            if (token != null) {
                token.permitEnded(started);
            }
        }
    }

    /** Whether the effect was started. */
    public synchronized boolean isStarted() {
        return started;
    }

    /**
     * The time from the start of the effect until it had certainly arrived, in nanoseconds. Empty before the arrival, and if the
     * effect was not started.
     */
    public synchronized OptionalLong arrivedAfter() {
        return started && ended ? OptionalLong.of(endedAt - startedAt) : OptionalLong.empty();
    }

    long opensAt() {
        return opensAt;
    }

    /** The effect must not start any more. */
    public static final class PermitLostException extends RuntimeException {

        PermitLostException() {
            super("the permit was lost before its effect started", null, false, false);
        }
    }
}
