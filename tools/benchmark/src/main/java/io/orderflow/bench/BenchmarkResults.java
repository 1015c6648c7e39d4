package io.orderflow.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run.
 *
 * @param growth null if it was not measured
 * @param twoRelays null if they were not measured
 * @param byThemselves this system's services, each started alone and idle; empty if that was not measured
 */
record BenchmarkResults(
        Machine machine,
        Versions versions,
        BenchPlan plan,
        List<ShopResult> shops,
        Map<String, List<Latency>> untilCharged,
        Map<String, List<Pace>> paces,
        List<MeasuredRate> rates,
        @Nullable Growth growth,
        @Nullable TwoRelays twoRelays,
        List<Program.Cost> byThemselves) {

    static final String PGBENCH = "pgbench: the statement that places an order";
    static final String RELAY = "Orderflow's outbox relay: rows to two queues";
    static final String TWO_RELAYS = "the same by two replicas of order-service";
    static final String PAYMENTS = "Orderflow's payments without a limit";
    static final String WORKER = "BullMQ's worker without a limit, the same insert";
    static final String BATCHED = "bare publisher, a wait for 500 confirms, one quorum queue";
    static final String FANNED_OUT = "the same to two quorum queues";
    static final String SINGLY = "bare publisher, a wait for each confirm";
    static final String CONSUMED = "bare consumer, an acknowledgement for 500";

    static final String PAYMENTS_BUSY = "Orderflow's payments, under load";
    static final String MAILS_BUSY = "Orderflow's mails, under load";
    static final String PAYMENTS_QUIET = "Orderflow's payments, 1,000 waiting";
    static final String MAILS_QUIET = "Orderflow's mails, more than 300 waiting";
    static final String WORKER_LIMITED = "BullMQ's worker with limiter";

    /** Empty if it has no valid speed. */
    Optional<ShopResult> shop(String name) {
        return shops.stream()
                .filter(shop -> shop.name().equals(name) && shop.hasSpeed())
                .findFirst();
    }

    /** The time until an order's charge begins, as the median of the rounds; empty if it was not measured. */
    Optional<Double> untilCharged(String shop, ToDoubleFunction<Latency> figure) {
        return Optional.ofNullable(untilCharged.get(shop))
                .map(rounds ->
                        Median.of(rounds.stream().map(figure::applyAsDouble).toList()));
    }

    /** Empty if it could not be measured. */
    Optional<Double> rate(String name) {
        return rates.stream()
                .filter(rate -> rate.name().equals(name) && rate.isKnown())
                .map(MeasuredRate::median)
                .findFirst();
    }
}
