package io.orderflow.messaging.ratelimit;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Permission to make one limited effect. A permit is granted a little before its start, so that the work can be prepared meanwhile.
 * It does not matter how long the effect takes to arrive: its share of the limit stays in use until then, and one second longer.
 */
public final class Permit implements AutoCloseable {

    private final Token token;
    private final long opensAt;
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
     */
    Permit(Token token, long opensAt, LongSupplier nanoTime) {
        this.token = token;
        this.opensAt = opensAt;
        this.nanoTime = nanoTime;
    }

    /** For a consumer without a limit. */
    public static Permit unlimited() {
        return new Permit(null, System.nanoTime(), System::nanoTime);
    }

    /** @param time on {@link System#nanoTime}: later than this the effect must not start, because its claim may have ended */
    public synchronized void startBefore(long time) {
        latestStart = time;
        hasDeadline = true;
    }

    /**
     * Returns when the effect is to start, which is at once. Call it immediately before the effect, with all else prepared. A permit
     * is for one effect.
     *
     * @throws PermitLostException if the effect must not start any more, because this replica was stopped for too long or lost the
     *     database. Let it pass: the message is tried again without this counting as an attempt.
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
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Says that the effect has surely arrived at the provider, before its answer is there. Optional: {@link #close} says it as well.
     */
    public synchronized void arrived() {
        end();
    }

    /**
     * Gives the permit back. An effect that was started must have arrived by now, or must not arrive any more because its connection
     * is closed.
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

    /** From the start of the effect until it had surely arrived, in nanoseconds; empty before that, and if it was not started. */
    public synchronized OptionalLong arrivedAfter() {
        return started && ended ? OptionalLong.of(endedAt - startedAt) : OptionalLong.empty();
    }

    long opensAt() {
        return opensAt;
    }

    /** The permit must not be used any more. */
    public static final class PermitLostException extends RuntimeException {

        PermitLostException() {
            super("the permit was lost before its effect started", null, false, false);
        }
    }
}
