package io.orderflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The goals of this system, for everything that was measured. */
final class Goals {

    /** Repeated measurements differ by this much. */
    private static final double AS_FAST = 0.95;

    private static final double FLAT = 1.1;

    private final BenchmarkResults results;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(BenchmarkResults results) {
        this.results = results;
    }

    static List<Goal> of(BenchmarkResults results) {
        Goals all = new Goals(results);
        all.orders();
        all.messages();
        all.untilCharged();
        all.limits();
        Optional.ofNullable(results.growth()).ifPresent(all::growth);
        all.costs();
        Optional.ofNullable(results.twoRelays()).ifPresent(all::twoRelays);
        return List.copyOf(all.goals);
    }

    private void orders() {
        ToDoubleFunction<ShopRun> speed = ShopRun::ordersPerSecond;
        atLeast(1.2, "orders a second, to Express + BullMQ", to(Peers.STORY, speed));
        atLeast(1, "orders a second, to naive without confirms", to(Peers.NAIVE, speed));
        atLeast(0.8, "orders a second in the first 20 s, to naive", to(Peers.NAIVE, ShopRun::coldPerSecond));
        atLeast(3, "orders a second, to naive with a confirm each", to(Peers.CONFIRM, speed));
        atLeast(
                0.4,
                "orders a second, to pgbench",
                over(of(Peers.OURS, speed), results.rate(BenchmarkResults.PGBENCH)));
        atMost(
                1,
                "p99 of the closed loop, to Express + BullMQ",
                to(Peers.STORY, run -> run.closed().p99()));
        atMost(
                1,
                "p99 of the open loop, to Express + BullMQ",
                to(Peers.STORY, run -> run.open().p99()));
    }

    private void messages() {
        atLeast(
                0.6,
                "relay, to the bare publisher in batches",
                over(results.rate(BenchmarkResults.RELAY), results.rate(BenchmarkResults.BATCHED)));
        atLeast(
                0.5,
                "payments without a limit, to BullMQ's worker",
                over(results.rate(BenchmarkResults.PAYMENTS), results.rate(BenchmarkResults.WORKER)));
    }

    private void untilCharged() {
        Optional<Double> p50 = results.untilCharged(Peers.OURS, Latency::p50);
        Optional<Double> p99 = results.untilCharged(Peers.OURS, Latency::p99);
        atMost(10, "p50 from order to charge, ms", p50);
        atMost(50, "p99 from order to charge, ms", p99);
        atMost(1.5, "p50 from order to charge, to naive", over(p50, results.untilCharged(Peers.NAIVE, Latency::p50)));
        atMost(1.5, "p99 from order to charge, to naive", over(p99, results.untilCharged(Peers.NAIVE, Latency::p99)));
    }

    private void limits() {
        results.paces().forEach((name, rounds) -> {
            if (!name.equals(BenchmarkResults.WORKER_LIMITED)) {
                atLeast(1, name + ": sliding seconds within the limit", worst(rounds, Pace::kept));
                atLeast(0.97, name + ": use of the limit", worst(rounds, Pace::used));
            }
        });
    }

    private static Optional<Double> worst(List<Pace> rounds, ToDoubleFunction<Pace> figure) {
        return Optional.of(rounds.stream().mapToDouble(figure).min().orElseThrow());
    }

    private void growth(Growth growth) {
        String many = String.format(
                Locale.ROOT, ", %,d waiting to few", results.plan().manyWaiting());
        Growth.State few = growth.few();
        Growth.State more = growth.many();
        atMost(
                1.2,
                "p99 of the open loop" + many,
                over(more.post().p99(), few.post().p99()));
        atLeast(AS_FAST, "relay" + many, over(more.relayPerSecond(), few.relayPerSecond()));
        atLeast(AS_FAST, "payments" + many, over(more.paymentsPerSecond(), few.paymentsPerSecond()));
        more.costs()
                .forEach(cost -> atMost(
                        FLAT,
                        "memory of " + cost.program() + many,
                        over(cost.residentMegabytes(), few.residentMegabytes(cost.program()))));
    }

    private void costs() {
        results.shop(Peers.OURS).stream().flatMap(shop -> shop.costs().stream()).forEach(cost -> {
            atMost(5, cost.program() + " ready, all at once, s", Optional.of(cost.readySeconds()));
            atMost(256, cost.program() + " resident, MB", Optional.of((double) cost.residentMegabytes()));
        });
        results.byThemselves()
                .forEach(cost -> atMost(5, cost.program() + " ready, by itself, s", Optional.of(cost.readySeconds())));
    }

    private void twoRelays(TwoRelays two) {
        atMost(0, "messages that two relays published twice", Optional.of((double) two.twice()));
    }

    private Optional<Double> to(String other, ToDoubleFunction<ShopRun> figure) {
        return over(of(Peers.OURS, figure), of(other, figure));
    }

    private Optional<Double> of(String shop, ToDoubleFunction<ShopRun> figure) {
        return results.shop(shop).map(it -> it.median(figure));
    }

    private static Optional<Double> over(double one, double other) {
        return Optional.of(one / other);
    }

    /** Empty if one of them is. */
    private static Optional<Double> over(Optional<Double> one, Optional<Double> other) {
        return one.flatMap(it -> other.map(divisor -> it / divisor));
    }

    private void atLeast(double limit, String what, Optional<Double> value) {
        value.ifPresent(it -> goals.add(new Goal(what, it, true, limit)));
    }

    private void atMost(double limit, String what, Optional<Double> value) {
        value.ifPresent(it -> goals.add(new Goal(what, it, false, limit)));
    }
}
