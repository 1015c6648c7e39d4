package io.orderflow.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How close faults follow on each other. */
enum Pace {
    BUSY(1_500, 4_000, 4),
    /** A node of a cluster needs its time to come back and to catch up, and two of three may not be away at once. */
    ONE_BY_ONE(18_000, 24_000, Integer.MAX_VALUE);

    private final int shortestPause;
    private final int longestPause;
    private final int oneOverlapsIn;

    /**
     * @param shortestPause between two faults, in milliseconds
     * @param oneOverlapsIn one in so many faults does not wait for the end of the one before
     */
    Pace(int shortestPause, int longestPause, int oneOverlapsIn) {
        this.shortestPause = shortestPause;
        this.longestPause = longestPause;
        this.oneOverlapsIn = oneOverlapsIn;
    }

    Duration pause(RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(longestPause - shortestPause + 1) + shortestPause);
    }

    boolean overlaps(RandomGenerator random) {
        return random.nextInt(oneOverlapsIn) == 0;
    }
}
