package io.orderflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One figure over another of the same run: what can be compared between machines.
 *
 * @param limit what it is to be at least, or at most
 */
record Ratio(String what, double value, boolean isAtLeast, double limit) {

    boolean isMet() {
        return isAtLeast ? value >= limit : value <= limit;
    }

    /** Those whose figures are known. */
    static List<Ratio> of(Results results) {
        Optional<ShopResult> ours = results.shop(Contestants.OURS);
        Optional<Double> speed = ours.map(it -> it.median(ShopRun::ordersPerSecond));
        Optional<Double> p99 = ours.map(it -> it.median(run -> run.open().p99()));
        Optional<Double> relay = results.rate(Results.RELAY);
        List<Ratio> ratios = new ArrayList<>();
        add(ratios, "orders a second, to the story's stack", speed, speed(results, Contestants.STORY), true, 1.2);
        add(ratios, "p99 of the open loop, to the story's stack", p99, p99(results, Contestants.STORY), false, 1.0);
        add(ratios, "orders a second, to naive without confirms", speed, speed(results, Contestants.NAIVE), true, 1.0);
        add(
                ratios,
                "orders a second, to naive with a confirm each",
                speed,
                speed(results, Contestants.CONFIRM),
                true,
                3);
        add(ratios, "orders a second, to pgbench", speed, results.rate(Results.PGBENCH), true, 0.4);
        add(ratios, "relay, to the bare publisher in batches", relay, results.rate(Results.BATCHED), true, 0.6);
        return List.copyOf(ratios);
    }

    private static Optional<Double> speed(Results results, String shop) {
        return results.shop(shop).map(it -> it.median(ShopRun::ordersPerSecond));
    }

    private static Optional<Double> p99(Results results, String shop) {
        return results.shop(shop).map(it -> it.median(run -> run.open().p99()));
    }

    private static void add(
            List<Ratio> ratios,
            String what,
            Optional<Double> ours,
            Optional<Double> theirs,
            boolean isAtLeast,
            double limit) {
        if (ours.isPresent() && theirs.isPresent()) {
            ratios.add(new Ratio(what, ours.get() / theirs.get(), isAtLeast, limit));
        }
    }
}
