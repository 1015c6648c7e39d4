package io.orderflow.bench;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Applies unmeasured load in loops until the throughput stops rising, because the warm-up time of a JVM depends on the machine. A
 * single loop may be slow by chance, so three must bring almost no gain. Loops with busy compilers don't count: until the compilers are
 * done there are plateaus of half a minute.
 *
 * @param loop how long one takes
 * @param most the longest that all may take together
 */
record WarmUp(Duration loop, Duration most) {

    private static final double FASTER = 1.03;
    private static final int IN_VAIN = 3;
    private static final double BUSY = 0.15;

    /** @param orders runs a loop */
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
     * @param compilers how many cores the compilers kept busy
     */
    record Loop(double perSecond, double compilers) {}
}
