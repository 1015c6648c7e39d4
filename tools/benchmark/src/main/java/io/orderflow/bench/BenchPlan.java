package io.orderflow.bench;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a run.
 *
 * @param rounds how often everything is measured, in turn
 * @param customers of the closed loop, each with its own connection
 * @param openCustomers connections of the open loop: as many orders can be in progress
 * @param openPerSecond orders a second in the open loop
 * @param warmUpSeconds the longest warm-up of each shop, in each round, with the first {@link #COLD} of it
 * @param settleSeconds time for a consumer to warm up on its backlog, and for the load to become steady
 * @param measuredSeconds of each loop, and of other measurements without an end of their own
 * @param paidPerSecond orders a second while the time until the charge is measured
 * @param backlogSeconds of the closed loop that creates a backlog of payments
 * @param relayRows rows in the outbox when the relay is measured
 * @param brokerMessages published to the bare broker at a time
 * @param manyWaiting messages in a queue, and rows in the outbox, that must not slow anything down
 * @param limitSeconds how long a backlog is processed at its limit without other load
 * @param isWhole whether naive with confirms is also measured; and, once, in the last round, payments without a limit, growth, limits
 *     without other load, and the synchronous shop
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

    /** The warm-up of a newly started consumer. */
    static final Duration STARTED_WARM_UP_IN = Duration.ofSeconds(20);

    /** How long the first orders of a shop are measured. They come as soon as it is ready. */
    static final Duration COLD = Duration.ofSeconds(20);

    private static final Duration WARM_UP_LOOP = Duration.ofSeconds(4);

    static final BenchPlan FULL =
            new BenchPlan(2, 32, 64, 500, 90, 5, 8, 100, 15, 20_000, 40_000, 1_000_000, 103, true);

    /** Too short for every JVM to warm up fully; shows whether everything works, and approximate figures. */
    static final BenchPlan QUICK = new BenchPlan(1, 32, 64, 500, 20, 3, 4, 100, 6, 20_000, 20_000, 50_000, 20, false);

    WarmUp warmUp() {
        return new WarmUp(WARM_UP_LOOP, Duration.ofSeconds(warmUpSeconds).minus(COLD));
    }

    Duration settled() {
        return Duration.ofSeconds(settleSeconds);
    }

    Duration measured() {
        return Duration.ofSeconds(measuredSeconds);
    }

    /** Returns this plan with other numbers, where they are not null. */
    BenchPlan with(
            @Nullable Integer otherRounds,
            @Nullable Integer otherWarmUpSeconds,
            @Nullable Integer otherMeasuredSeconds) {
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
