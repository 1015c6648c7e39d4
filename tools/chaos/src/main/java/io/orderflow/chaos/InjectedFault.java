package io.orderflow.chaos;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault that was injected.
 *
 * @param target the part that was hit
 * @param broken when the injection began
 * @param repaired when the repair began
 * @param recovery the time until a newly placed order was paid and confirmed; null if it never was. It counts from the beginning of the
 *     repair, or of the fault if orders must be completed during it. If a provider was unavailable, it counts from the provider's
 *     return
 */
record InjectedFault(
        PlannedFault planned,
        String target,
        Instant broken,
        Instant repaired,
        @Nullable Duration recovery) {

    FaultKind kind() {
        return planned.kind();
    }
}
