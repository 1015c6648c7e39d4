package io.orderflow.chaos;

import java.time.Duration;
import java.time.Instant;

/**
 * A fault that was.
 *
 * @param target whom it hit
 * @param broken when that began
 * @param repaired when the repair began
 * @param recovery from the beginning of the repair, or of the fault where orders must get through all the same, until an order
 *     placed then was paid and confirmed; null if it never was. Where a provider was away at the time, it counts from its return
 */
record InjectedFault(PlannedFault planned, String target, Instant broken, Instant repaired, Duration recovery) {

    FaultKind kind() {
        return planned.kind();
    }
}
