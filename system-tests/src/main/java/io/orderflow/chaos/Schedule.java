package io.orderflow.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Which faults come when. The same seed makes the same schedule. */
record Schedule(List<PlannedFault> faults) {

    private static final Duration BEFORE_THE_FIRST = Duration.ofSeconds(8);

    Schedule {
        faults = List.copyOf(faults);
    }

    /**
     * Each kind once in any order, then each once more, and so on.
     *
     * @param kinds those that may come
     * @param count how many faults there are to be
     * @param limit the time that they have; those that would end later are left out
     */
    static Schedule of(long seed, Collection<FaultKind> kinds, int count, Duration limit) {
        return of(seed, kinds, count, limit, Pace.BUSY);
    }

    static Schedule of(long seed, Collection<FaultKind> kinds, int count, Duration limit, Pace pace) {
        Random random = new Random(seed);
        List<PlannedFault> faults = new ArrayList<>();
        Iterator<FaultKind> next = Collections.emptyIterator();
        Duration at = BEFORE_THE_FIRST;
        while (faults.size() < count) {
            next = next.hasNext() ? next : shuffled(kinds, random);
            FaultKind kind = next.next();
            Duration lasts = Duration.ofMillis(between(random, kind.shortest() * 1_000, kind.longest() * 1_000));
            PlannedFault fault = new PlannedFault(faults.size() + 1, kind, random.nextInt(1_000), at, lasts);
            if (fault.end().compareTo(limit) > 0) {
                break;
            }
            faults.add(fault);
            boolean overlaps = pace.overlaps(random);
            at = at.plus(overlaps ? lasts.dividedBy(2) : lasts).plus(pace.pause(random));
        }
        return new Schedule(faults);
    }

    private static Iterator<FaultKind> shuffled(Collection<FaultKind> kinds, Random random) {
        List<FaultKind> shuffled = new ArrayList<>(kinds);
        Collections.shuffle(shuffled, random);
        return shuffled.iterator();
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** From the beginning of the run to the end of its last fault. */
    Duration length() {
        return faults.stream().map(PlannedFault::end).max(Duration::compareTo).orElse(BEFORE_THE_FIRST);
    }
}
