package io.orderflow.bench;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Load that is not measured, in loops, until it gets no faster: how long a JVM takes to be at its best depends on the machine. A
 * loop may be slow by chance, so three must bring next to nothing; and one in which the compilers were busy says nothing: until they
 * have done their work there are plateaus of half a minute.
 *
 * @param loop how long one takes
 * @param most the longest that all may take together
 */
record WarmUp(Duration loop, Duration most) {

    private static final double FASTER = 1.03;
    private static final int IN_VAIN = 3;
    private static final double BUSY = 0.15;

    /** @param orders makes a loop */
    Duration run(Supplier<Loop> orders) {
        Duration taken = Duration.ZERO;
        double best = 0;
        int inVain = 0;
        while (inVain < IN_VAIN && taken.plus(loop).compareTo(most) <= 0) {
            Loop made = orders.get();
            if (made.perSecond() > best * FASTER) {
                inVain = 0;
            } else if (made.compilers() < BUSY) {
                inVain++;
            }
            best = Math.max(best, made.perSecond());
            taken = taken.plus(loop);
        }
        return taken;
    }

    /**
     * @param perSecond orders
     * @param compilers how many cores they kept busy
     */
    record Loop(double perSecond, double compilers) {}
}
