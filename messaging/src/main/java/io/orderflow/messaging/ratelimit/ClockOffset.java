package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds on how far the database's clock is ahead of the local monotonic clock, in nanoseconds. Each observation narrows the
 * bounds: the remote clock was read somewhere between question and answer. Between observations the bounds widen by the drift
 * that clocks may have. So one quick answer makes up for many slow ones.
 *
 * <p>Times may have been stored before the clock was set. If the bounds show that it was set, stored times are not used for as long
 * as a token rests. If they are too wide to show it, the lowest bound of that time is used, which is late and never early.
 */
final class ClockOffset {

    /** Clocks are off by 0.05 per mille at most, but a clock that is being corrected may run 0.5 per mille fast or slow. */
    private static final long NANOS_PER_NANO_OF_DRIFT = 1000;

    /** A stored time is at most so much in the future. */
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

    /** How to convert database times that were read with one observation. */
    record Reading(long leastAhead, long trustedFrom) {

        /** The first local time at which it is surely {@code remote} at the database. */
        long surelyAt(long remote) {
            long local = remote - leastAhead;
            return local - trustedFrom > 0 ? local : trustedFrom;
        }

        /**
         * The same from two observations. Each is late by how slow its own answer was, and never early; so the earlier time holds.
         *
         * @param later began with the same question and ended with a later answer
         */
        long surelyAt(long remote, Reading later) {
            long first = surelyAt(remote);
            long second = later.surelyAt(remote);
            return first - second < 0 ? first : second;
        }
    }

    /** @param asked and {@code answered}: local; {@code remote}: read in between */
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

    /** The bound that was known at that time, or a lower one that was since. */
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
