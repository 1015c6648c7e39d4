package io.orderflow.messaging.watchdog;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Knows which workers of this process stand still. A worker reports each piece of work that it begins, with the longest time that
 * the work may take by all its time limits.
 */
public final class Watchdog {

    private final LongSupplier nanoTime;
    private final Set<Work> underWay = ConcurrentHashMap.newKeySet();

    public Watchdog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A piece of work that is under way. */
    public final class Work {

        private final String worker;
        private final long deadline;

        private Work(String worker, Duration longest) {
            this.worker = worker;
            this.deadline = nanoTime.getAsLong() + longest.toNanos();
        }

        private boolean isLate() {
            return nanoTime.getAsLong() - deadline > 0;
        }

        /** The work has ended, well or not. */
        public void end() {
            underWay.remove(this);
        }
    }

    /** @param worker its name in alerts, such as that of a consumer */
    public Work begin(String worker, Duration longest) {
        Work work = new Work(worker, longest);
        underWay.add(work);
        return work;
    }

    /** The workers with a piece of work that takes longer than it may, by name. */
    public List<String> standingStill() {
        return underWay.stream()
                .filter(Work::isLate)
                .map(work -> work.worker)
                .distinct()
                .sorted()
                .toList();
    }
}
