package io.orderflow.chaos;

import java.time.Duration;

/**
 * A scheduled fault.
 *
 * @param at the time after the start of the run
 * @param choice selects the target and the strength; any number
 */
record PlannedFault(int number, FaultKind kind, int choice, Duration at, Duration lasts) {

    PlannedFault at(Duration other) {
        return new PlannedFault(number, kind, choice, other, lasts);
    }

    Duration end() {
        return at.plus(lasts);
    }
}
