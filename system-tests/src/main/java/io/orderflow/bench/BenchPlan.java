package io.orderflow.bench;

import java.util.Objects;

/**
 * How a run measures.
 *
 * @param rounds how often all are measured, in turn
 * @param customers of the closed loop, each with a connection
 * @param openCustomers connections of the open loop: so many orders can be under way
 * @param openPerSecond orders that come in a second of the open loop
 * @param warmUpSeconds of the closed loop that are not measured, for each shop in each round
 * @param measuredSeconds of each loop
 * @param paidPerSecond orders that come in a second when it is measured how soon they are charged
 * @param relayRows that wait in the outbox when the relay is measured
 * @param brokerMessages published to the bare broker at a time
 */
record BenchPlan(
        int rounds,
        int customers,
        int openCustomers,
        int openPerSecond,
        int warmUpSeconds,
        int measuredSeconds,
        int paidPerSecond,
        int relayRows,
        int brokerMessages) {

    static final BenchPlan FULL = new BenchPlan(3, 32, 64, 500, 20, 12, 100, 20_000, 40_000);

    /** Too short for every JVM to be at its best; it shows that all is well, and about where things are. */
    static final BenchPlan QUICK = new BenchPlan(1, 32, 64, 500, 9, 4, 100, 20_000, 20_000);

    /** The same with other numbers, where they are given. */
    BenchPlan with(Integer otherRounds, Integer otherWarmUpSeconds, Integer otherMeasuredSeconds) {
        return new BenchPlan(
                Objects.requireNonNullElse(otherRounds, rounds),
                customers,
                openCustomers,
                openPerSecond,
                Objects.requireNonNullElse(otherWarmUpSeconds, warmUpSeconds),
                Objects.requireNonNullElse(otherMeasuredSeconds, measuredSeconds),
                paidPerSecond,
                relayRows,
                brokerMessages);
    }
}
