package io.orderflow.bench;

import java.util.List;
import java.util.Optional;

/** All figures of a run. */
record Results(Machine machine, Versions versions, BenchPlan plan, List<ShopResult> shops, List<Rate> rates) {

    static final String PGBENCH = "pgbench: the statement that places an order";
    static final String RELAY = "Orderflow's outbox relay: rows to two queues";
    static final String BATCHED = "bare publisher, a wait for 500 confirms, one quorum queue";
    static final String FANNED_OUT = "the same to two quorum queues";
    static final String SINGLY = "bare publisher, a wait for each confirm";
    static final String CONSUMED = "bare consumer, an acknowledgement for 500";

    /** Empty where it has no speed. */
    Optional<ShopResult> shop(String name) {
        return shops.stream()
                .filter(shop -> shop.name().equals(name) && shop.hasSpeed())
                .findFirst();
    }

    /** Empty where it could not be measured. */
    Optional<Double> rate(String name) {
        return rates.stream()
                .filter(rate -> rate.name().equals(name) && rate.isKnown())
                .map(Rate::median)
                .findFirst();
    }
}
