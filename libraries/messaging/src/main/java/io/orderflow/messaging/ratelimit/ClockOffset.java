package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds on how far the database's clock is ahead of the local monotonic clock, in nanoseconds. The database read its clock
 * between question and answer, so each observation narrows the bounds. Between observations the bounds widen by the drift that
 * clocks may have. So one quick answer makes up for many slow ones.
 *
 * <p>Times may have been stored before the database's clock was set. If the bounds show that it was set, stored times are not
 * used for as long as a token rests. If the bounds are too wide to show it, the lowest bound of that time is used, which is late
 * and never early.
 */
final class ClockOffset {

    /** Clocks are off by 0.05 per mille at most, but a clock that is being corrected may run 0.5 per mille fast or slow. */
    private static final long NANOS_PER_NANO_OF_DRIFT = 1000;

    /** How far in the future a stored time can lie. */
    private static final long LONGEST_STORED =
            RateLimitRules.REST.multipliedBy(11).dividedBy(10).toNanos();

    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    private final Deque<Bound> bounds = new ArrayDeque<>();
    private boolean known;
    private long leastAhead;
    private long mostAhead;
    private long knownSince;
    private long trustedFrom;

    private record Bound(long at, long leastAhead) {}

    /** Converts database times that were read with one observation. */
    record Reading(long leastAhead, long trustedFrom) {

        /** The earliest local time at which the database's clock has certainly reached {@code remote}. */
        long surelyAt(long remote) {
            long local = remote - leastAhead;
            return local - trustedFrom > 0 ? local : trustedFrom;
        }

        /**
         * Combines two observations. Each result may be late by the delay of its answer, and is never early. So the earlier
         * result is valid.
         *
         * @param later an observation that began with the same question and ended with a later answer
         */
        long surelyAt(long remote, Reading later) {
            long first = surelyAt(remote);
            long second = later.surelyAt(remote);
            return first - second < 0 ? first : second;
        }
    }

    /**
     * Records one reading of the database's clock.
     *
     * @param asked local time of the question
     * @param remote the database's time, read between question and answer
     * @param answered local time of the answer
     */
    Reading observe(long asked, long remote, long answered) {
        long own = remote - answered;
        long least = own;
        long most = remote - asked;
        boolean wasSet = !known;
        if (known) {
            long drift = Math.abs(answered - knownSince) / NANOS_PER_NANO_OF_DRIFT;
            long narrowedLeast = Math.max(least, leastAhead - drift);
            long narrowedMost = Math.min(most, mostAhead + drift);
            wasSet = narrowedLeast > narrowedMost;
            if (!wasSet) {
                least = narrowedLeast;
                most = narrowedMost;
            }
        }
        if (wasSet) {
            trustedFrom = answered + LONGEST_STORED;
            bounds.clear();
        }
        leastAhead = least;
        mostAhead = most;
        knownSince = answered;
        known = true;
        bounds.addLast(new Bound(answered, least));
        while (answered - bounds.getFirst().at() > REMEMBERED) {
            bounds.removeFirst();
        }
        return new Reading(Math.min(own, lowestSince(asked - LONGEST_STORED)), trustedFrom);
    }

    /** The lowest bound since that time, including the bound that was known then. */
    private long lowestSince(long time) {
        long lowest = Long.MAX_VALUE;
        for (Bound bound : (Iterable<Bound>) bounds::descendingIterator) {
            lowest = Math.min(lowest, bound.leastAhead());
            if (bound.at() - time < 0) {
                break;
            }
        }
        return lowest;
    }
}
