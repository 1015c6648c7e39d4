package io.orderflow.chaos;

import java.time.Duration;

/**
 * A fault to come.
 *
 * @param at after the beginning of the run
 * @param choice which of the possible targets is meant, and how hard it is hit; any number
 */
record PlannedFault(int number, FaultKind kind, int choice, Duration at, Duration lasts) {

    PlannedFault at(Duration other) {
        return new PlannedFault(number, kind, choice, other, lasts);
    }

    Duration end() {
        return at.plus(lasts);
    }
}
