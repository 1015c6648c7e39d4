package io.orderflow.bench;

import java.util.List;

/**
 * What becomes of this system's speed and memory when much waits.
 *
 * @param few with next to nothing waiting
 * @param many with so much as the plan says: behind the payments, and for the relay in the outbox
 */
record Growth(State few, State many) {

    /** @param post latencies of the open loop */
    record State(Latency post, double relayPerSecond, double paymentsPerSecond, List<Program.Cost> costs) {

        long residentMegabytes(String program) {
            return costs.stream()
                    .filter(cost -> cost.program().equals(program))
                    .findFirst()
                    .orElseThrow()
                    .residentMegabytes();
        }
    }
}
