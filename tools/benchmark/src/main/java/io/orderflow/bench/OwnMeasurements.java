package io.orderflow.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measurements of this system only, while it is warm. */
final class OwnMeasurements {

    /** Even the small number of rows must keep the relay busy for some seconds, to be comparable. */
    private static final int MANY_TO_FEW = 10;

    private static final int LOOPS = 3;

    private final BenchPlan plan;
    private final OrderflowShop shop;
    private final OrderLoad load;
    private final PlacedOrder sample;
    private final Consumer<String> progress;

    OwnMeasurements(BenchPlan plan, OrderflowShop shop, OrderLoad load, PlacedOrder sample, Consumer<String> progress) {
        this.plan = plan;
        this.shop = shop;
        this.load = load;
        this.sample = sample;
        this.progress = progress;
    }

    double relayPerSecond() {
        progress.accept(Peers.OURS + ": relay");
        // The first run is the warm-up, because full batches are new to the relay. The bare publisher has one, too.
        shop.relayPerSecond(sample, plan.relayRows());
        return shop.relayPerSecond(sample, plan.relayRows());
    }

    /** Stops the consumers for good. */
    TwoRelays twoRelays() {
        progress.accept(Peers.OURS + ": two relays");
        return shop.twoRelays(sample, plan.relayRows());
    }

    /** Starts the services one after the other; none is running afterwards. */
    List<Program.Cost> byThemselves() {
        progress.accept(Peers.OURS + ": each started by itself");
        return shop.byThemselves();
    }

    /** Switches to a gateway that answers at once, for all later measurements. */
    double paymentsPerSecond() {
        progress.accept(Peers.OURS + ": payments");
        load.closed(plan.customers(), Duration.ofSeconds(plan.backlogSeconds()));
        shop.withFastGateway();
        return shop.paymentsPerSecond(BenchPlan.STARTED_WARM_UP_IN, plan.measured());
    }

    /** Call after {@link #paymentsPerSecond}, which returns the figure for a small backlog. */
    Growth growth(double paymentsPerSecond) {
        progress.accept(Peers.OURS + ": growth");
        Latency before = post();
        double relayOfFew = shop.relayPerSecond(sample, plan.manyWaiting() / MANY_TO_FEW);
        Growth.State few = new Growth.State(before, relayOfFew, paymentsPerSecond, costs());
        shop.addPayments(sample, plan.manyWaiting());
        Latency post = post();
        double payments = shop.paymentsPerSecond(Duration.ofSeconds(1), plan.measured());
        double relay = shop.relayPerSecond(sample, plan.manyWaiting(), plan.measured());
        return new Growth(few, new Growth.State(post, relay, payments, costs()));
    }

    /** Measures how a backlog is processed at its limit without other load. */
    void quiet(Rounds<Pace> paces) {
        progress.accept(Peers.OURS + ": limits");
        shop.dropPayments();
        Instant began = Instant.now();
        load.open(plan.openCustomers(), plan.openPerSecond(), Duration.ofSeconds(2));
        Speed.pass(Duration.between(Instant.now(), began.plusSeconds(plan.limitSeconds())));
        paces.add(BenchmarkResults.PAYMENTS_QUIET, shop.payments(began));
        paces.add(BenchmarkResults.MAILS_QUIET, shop.mails(began));
    }

    /** The same while orders arrive. */
    void busy(Rounds<Pace> paces) {
        // The time of both loops.
        Instant began = Instant.now().minus(plan.measured().multipliedBy(2));
        paces.add(BenchmarkResults.PAYMENTS_BUSY, shop.payments(began));
        paces.add(BenchmarkResults.MAILS_BUSY, shop.mails(began));
    }

    /** Takes the median of several loops: a pause of the machine in one loop would determine its 99th percentile. */
    private Latency post() {
        List<Latency> loops = Stream.generate(
                        () -> Latency.of(load.open(plan.openCustomers(), plan.openPerSecond(), plan.measured())))
                .limit(LOOPS)
                .sorted(Comparator.comparing(Latency::p99))
                .toList();
        return loops.get(LOOPS / 2);
    }

    private List<Program.Cost> costs() {
        return shop.programs().stream().map(Program::cost).toList();
    }
}
