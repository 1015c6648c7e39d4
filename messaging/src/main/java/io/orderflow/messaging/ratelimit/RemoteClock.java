package io.orderflow.messaging.ratelimit;

/**
 * What is known here of another machine's clock, in nanoseconds: bounds on how far it is ahead of the local monotonic
 * one. Each question narrows them (the other clock was read somewhere between question and answer), and between
 * questions they drift apart as much as clocks may. So one quick answer makes up for many slow ones, and a slow commit
 * or a busy machine costs no precision.
 */
final class RemoteClock {

    /** Clocks are off by 0.05 per mille at most, but one that is being corrected may run 0.5 per mille fast or slow. */
    private static final long NANOS_PER_NANO_OF_DRIFT = 1000;

    private boolean known;
    private long leastAhead;
    private long mostAhead;
    private long knownSince;

    /** @param asked and {@code answered}: local; {@code remote}: read in between */
    void observe(long asked, long remote, long answered) {
        long least = remote - answered;
        long most = remote - asked;
        if (known) {
            long drift = (answered - knownSince) / NANOS_PER_NANO_OF_DRIFT;
            long narrowedLeast = Math.max(least, leastAhead - drift);
            long narrowedMost = Math.min(most, mostAhead + drift);
            if (narrowedLeast <= narrowedMost) {
                least = narrowedLeast;
                most = narrowedMost;
            } // Otherwise that clock was set, and what was known of it is void.
        }
        leastAhead = least;
        mostAhead = most;
        knownSince = answered;
        known = true;
    }

    /** The first local time at which it is surely {@code remote} over there. */
    long surelyAt(long remote) {
        return remote - leastAhead;
    }

    /** The last local time at which it is surely not after {@code remote} over there. */
    long surelyNotAfter(long remote) {
        return remote - mostAhead;
    }
}
