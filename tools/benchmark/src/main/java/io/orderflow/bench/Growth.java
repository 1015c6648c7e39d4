package io.orderflow.bench;

import java.util.List;

/**
 * This system's speed and memory with a small and a large backlog.
 *
 * @param few with almost nothing waiting
 * @param many with as much waiting as the plan says: behind the payments, and in the outbox for the relay
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
