package io.orderflow.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The distance between faults. */
enum Pace {
    BUSY(1_500, 4_000, 4),
    /** A cluster node takes a while to return and catch up, and two of three nodes must not be down at once. */
    ONE_BY_ONE(18_000, 24_000, Integer.MAX_VALUE);

    private final int shortestPause;
    private final int longestPause;
    private final int oneOverlapsIn;

    /**
     * @param shortestPause between two faults, in milliseconds
     * @param oneOverlapsIn one fault in this many starts before the previous one ends
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
