package io.orderflow.messaging.ratelimit;

import java.time.Duration;

/**
 * The arithmetic of a limit of {@code perSecond} effects in any sliding second.
 *
 * <p>Slots are {@link #interval} apart. An effect may start up to {@link #TOLERANCE} after its slot. So of
 * {@code perSecond + 1} effects in a row, the first may be late and the last on time, and they still lie
 * {@code perSecond × interval − TOLERANCE} = one second apart. What is lost to the tolerance is 2 % of the limit.
 */
record Slots(int perSecond) {

    static final Duration TOLERANCE = Duration.ofMillis(20);

    /** How long a permit can be used: the rest of the tolerance is for a thread that is stopped between that and the effect. */
    static final Duration OPEN = Duration.ofMillis(15);

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration BLOCK = Duration.ofMillis(50);

    Slots {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a limit is at least 1 a second, not " + perSecond);
        }
    }

    /** Rounded up to microseconds, which is what PostgreSQL keeps. */
    Duration interval() {
        long micros = WINDOW.plus(TOLERANCE).toNanos() / 1000;
        return Duration.ofNanos(((micros + perSecond - 1) / perSecond) * 1000);
    }

    /** How many slots to take at once: one by one where they are far apart, some 50 ms' worth where they are close. */
    int block(int wanted) {
        long most = Math.max(1, BLOCK.dividedBy(interval()));
        return (int) Math.max(1, Math.min(wanted, most));
    }
}
