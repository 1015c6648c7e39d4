package io.orderflow.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** The faults and their times. The same seed makes the same schedule. */
record Schedule(List<PlannedFault> faults) {

    /** The number of other faults between the two long ones, so that for a while only one provider is unavailable. */
    private static final int BETWEEN_LONG_ONES = 2;

    private static final Duration BEFORE_THE_FIRST = Duration.ofSeconds(8);

    Schedule {
        faults = List.copyOf(faults);
    }

    /**
     * Contains each kind once in random order, then each once more, and so on. Long faults occur once and early, so that others overlap
     * them and they hardly prolong the run.
     *
     * @param kinds the allowed kinds
     * @param count the number of faults
     * @param limit the time for all faults; omits faults that would end later
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
            if (!next.hasNext()) {
                next = faults.isEmpty() ? longOnesEarly(shuffled(kinds, random)) : shortOnes(shuffled(kinds, random));
                if (!next.hasNext()) {
                    break;
                }
            }
            FaultKind kind = next.next();
            Duration lasts = Duration.ofMillis(between(random, kind.shortest() * 1_000, kind.longest() * 1_000));
            PlannedFault fault = new PlannedFault(faults.size() + 1, kind, random.nextInt(1_000), at, lasts);
            if (fault.end().compareTo(limit) > 0) {
                break;
            }
            faults.add(fault);
            Duration waits = pace.overlaps(random) ? lasts.dividedBy(2) : lasts;
            at = at.plus(kind.isLong() ? Duration.ZERO : waits).plus(pace.pause(random));
        }
        return new Schedule(faults);
    }

    /** Stretches the pauses so that the schedule lasts at least {@code least}. */
    Schedule spreadOver(Duration least) {
        double factor = (double) least.toMillis() / length().toMillis();
        if (factor <= 1) {
            return this;
        }
        return new Schedule(faults.stream()
                .map(it -> it.at(Duration.ofMillis(Math.round(it.at().toMillis() * factor))))
                .toList());
    }

    private static Iterator<FaultKind> longOnesEarly(List<FaultKind> shuffled) {
        List<FaultKind> early =
                new ArrayList<>(shuffled.stream().filter(kind -> !kind.isLong()).toList());
        int place = 0;
        for (FaultKind kind : shuffled.stream().filter(FaultKind::isLong).toList()) {
            early.add(Math.min(place, early.size()), kind);
            place += BETWEEN_LONG_ONES + 1;
        }
        return early.iterator();
    }

    private static Iterator<FaultKind> shortOnes(List<FaultKind> shuffled) {
        return shuffled.stream().filter(kind -> !kind.isLong()).iterator();
    }

    private static List<FaultKind> shuffled(Collection<FaultKind> kinds, Random random) {
        List<FaultKind> shuffled = new ArrayList<>(kinds);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** From the start of the run to the end of its last fault. */
    Duration length() {
        return faults.stream().map(PlannedFault::end).max(Duration::compareTo).orElse(BEFORE_THE_FIRST);
    }
}
