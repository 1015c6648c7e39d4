package io.orderflow.bench;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Load that is not measured, in loops, until it gets no faster: how long a JVM takes to be at its best depends on the machine. A
 * loop may be slow by chance, and while the better compiler works none is fast, so six in a row must bring next to nothing.
 *
 * @param loop how long one takes
 * @param most the longest that all may take together
 */
record WarmUp(Duration loop, Duration most) {

    private static final double FASTER = 1.03;
    private static final int IN_VAIN = 6;

    /** @param orders makes a loop, and returns how many orders a second it had */
    Duration run(DoubleSupplier orders) {
        Duration taken = Duration.ZERO;
        double best = 0;
        int inVain = 0;
        while (inVain < IN_VAIN && taken.plus(loop).compareTo(most) <= 0) {
            double perSecond = orders.getAsDouble();
            inVain = perSecond > best * FASTER ? 0 : inVain + 1;
            best = Math.max(best, perSecond);
            taken = taken.plus(loop);
        }
        return taken;
    }
}
