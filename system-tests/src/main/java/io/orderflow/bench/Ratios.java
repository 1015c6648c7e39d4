package io.orderflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** This system to the others, as far as the figures of both are known. */
final class Ratios {

    private final Results results;
    private final List<Ratio> ratios = new ArrayList<>();

    private Ratios(Results results) {
        this.results = results;
    }

    static List<Ratio> of(Results results) {
        Ratios all = new Ratios(results);
        all.add();
        return List.copyOf(all.ratios);
    }

    private void add() {
        Optional<Double> speed = of(Contestants.OURS, ShopRun::ordersPerSecond);
        atLeast(1.2, "orders a second, to the story's stack", speed, of(Contestants.STORY, ShopRun::ordersPerSecond));
        atLeast(
                1,
                "orders a second, to naive without confirms",
                speed,
                of(Contestants.NAIVE, ShopRun::ordersPerSecond));
        atLeast(
                3,
                "orders a second, to naive with a confirm each",
                speed,
                of(Contestants.CONFIRM, ShopRun::ordersPerSecond));
        atLeast(0.4, "orders a second, to pgbench", speed, results.rate(Results.PGBENCH));
        ToDoubleFunction<ShopRun> closed = run -> run.closed().p99();
        atMost(
                1,
                "p99 of the closed loop, to the story's stack",
                of(Contestants.OURS, closed),
                of(Contestants.STORY, closed));
        ToDoubleFunction<ShopRun> open = run -> run.open().p99();
        atMost(
                1,
                "p99 of the open loop, to the story's stack",
                of(Contestants.OURS, open),
                of(Contestants.STORY, open));
        atMost(
                1.5,
                "p99 from order to charge, to naive without confirms",
                results.untilCharged(Contestants.OURS, Latency::p99),
                results.untilCharged(Contestants.NAIVE, Latency::p99));
        atLeast(
                0.6,
                "relay, to the bare publisher in batches",
                results.rate(Results.RELAY),
                results.rate(Results.BATCHED));
    }

    private Optional<Double> of(String shop, ToDoubleFunction<ShopRun> figure) {
        return results.shop(shop).map(it -> it.median(figure));
    }

    private void atLeast(double limit, String what, Optional<Double> ours, Optional<Double> theirs) {
        add(what, ours, theirs, true, limit);
    }

    private void atMost(double limit, String what, Optional<Double> ours, Optional<Double> theirs) {
        add(what, ours, theirs, false, limit);
    }

    private void add(String what, Optional<Double> ours, Optional<Double> theirs, boolean isAtLeast, double limit) {
        if (ours.isPresent() && theirs.isPresent()) {
            ratios.add(new Ratio(what, ours.get() / theirs.get(), isAtLeast, limit));
        }
    }
}
