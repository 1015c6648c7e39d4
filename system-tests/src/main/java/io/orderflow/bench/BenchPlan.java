package io.orderflow.bench;

import java.time.Duration;
import java.util.Objects;

/**
 * How a run measures.
 *
 * @param rounds how often all are measured, in turn
 * @param customers of the closed loop, each with a connection
 * @param openCustomers connections of the open loop: so many orders can be under way
 * @param openPerSecond orders that come in a second of the open loop
 * @param warmUpSeconds how long each shop may take to be at its best, in each round
 * @param settleSeconds what a consumer may take to be at its best, on what waits, and the load to be steady
 * @param measuredSeconds of each loop, and of whatever else goes on as long as it is let
 * @param paidPerSecond orders that come in a second when it is measured how soon they are charged
 * @param backlogSeconds of the closed loop, for payments that wait
 * @param relayRows that wait in the outbox when the relay is measured
 * @param brokerMessages published to the bare broker at a time
 * @param manyWaiting messages in a queue, and rows in the outbox, that must slow nothing down
 * @param limitSeconds for which what waits is worked off at its limit while nothing else goes on
 * @param isWhole whether naive with confirms is measured, too; and, once, in the last round, payments without a limit, growth, limits
 *     while nothing else goes on, and the synchronous shop
 */
record BenchPlan(
        int rounds,
        int customers,
        int openCustomers,
        int openPerSecond,
        int warmUpSeconds,
        int settleSeconds,
        int measuredSeconds,
        int paidPerSecond,
        int backlogSeconds,
        int relayRows,
        int brokerMessages,
        int manyWaiting,
        int limitSeconds,
        boolean isWhole) {

    /** What a consumer that has just been started may take to be at its best. */
    static final Duration STARTED_WARM_UP_IN = Duration.ofSeconds(20);

    private static final Duration WARM_UP_LOOP = Duration.ofSeconds(4);

    static final BenchPlan FULL =
            new BenchPlan(2, 32, 64, 500, 90, 5, 8, 100, 15, 20_000, 40_000, 1_000_000, 103, true);

    /** Too short for every JVM to be at its best; it shows that all is well, and about where things are. */
    static final BenchPlan QUICK = new BenchPlan(1, 32, 64, 500, 20, 3, 4, 100, 6, 20_000, 20_000, 50_000, 20, false);

    WarmUp warmUp() {
        return new WarmUp(WARM_UP_LOOP, Duration.ofSeconds(warmUpSeconds));
    }

    Duration settled() {
        return Duration.ofSeconds(settleSeconds);
    }

    Duration measured() {
        return Duration.ofSeconds(measuredSeconds);
    }

    /** The same with other numbers, where they are given. */
    BenchPlan with(Integer otherRounds, Integer otherWarmUpSeconds, Integer otherMeasuredSeconds) {
        return new BenchPlan(
                Objects.requireNonNullElse(otherRounds, rounds),
                customers,
                openCustomers,
                openPerSecond,
                Objects.requireNonNullElse(otherWarmUpSeconds, warmUpSeconds),
                settleSeconds,
                Objects.requireNonNullElse(otherMeasuredSeconds, measuredSeconds),
                paidPerSecond,
                backlogSeconds,
                relayRows,
                brokerMessages,
                manyWaiting,
                limitSeconds,
                isWhole);
    }
}
