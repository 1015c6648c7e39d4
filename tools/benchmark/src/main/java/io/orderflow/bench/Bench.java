package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.Sql;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs all measurements one after the other, as often as the plan says, so that none disturbs another. */
final class Bench {

    /** The limit of payments a second in this system. */
    private static final int LIMIT = 10;

    private static final Duration WORKER_WARMS_UP_IN = Duration.ofSeconds(2);

    private final Orderflow system;
    private final BenchPlan plan;
    private final Consumer<String> progress;
    private final ShopMeasurement measurement;
    private final Rates rates = new Rates();
    private final Rounds<ShopRun> runs = new Rounds<>();
    private final Rounds<Latency> untilCharged = new Rounds<>();
    private final Rounds<Pace> paces = new Rounds<>();
    private final Map<String, String> noSpeed = new LinkedHashMap<>();

    private @Nullable Growth growth;
    private @Nullable TwoRelays twoRelays;
    private List<Program.Cost> byThemselves = List.of();

    /** An order of the latest round of this system. The limits of database and broker are measured with this order. */
    private @Nullable PlacedOrder sample;

    /** @param system of which only the infrastructure is started */
    Bench(Orderflow system, BenchPlan plan, Consumer<String> progress) {
        this.system = system;
        this.plan = plan;
        this.progress = progress;
        this.measurement = new ShopMeasurement(plan, new Sql(system.database().admin()), progress);
    }

    BenchmarkResults run() {
        Peer<OrderflowShop> ours = Peers.ours(system);
        Peer<NaiveShop> naive = Peers.naive(system);
        Peer<NaiveShop> confirm = Peers.confirm(system);
        Peer<NaiveShop> synchronous = Peers.synchronous(system);
        Peer<ExpressBullMqShop> story = Peers.story(system);
        for (int round = 1; round <= plan.rounds(); round++) {
            boolean isLast = round == plan.rounds();
            measure(ours, (shop, load) -> measureWhileWarm(shop, load, isLast));
            measureLimits();
            measure(naive, (shop, load) -> measureUntilCharged(Peers.NAIVE, shop, load));
            if (plan.isWhole()) {
                measure(confirm, (shop, load) -> {});
            }
            // Once is enough, because these results are far below the others.
            if (isLast && plan.isWhole()) {
                measure(synchronous, (shop, load) -> {});
            }
            measure(story, (shop, load) -> measureWorker(shop));
        }
        return new BenchmarkResults(
                Machine.here(Project.find()),
                Versions.of(system),
                plan,
                Stream.of(ours, naive, confirm, synchronous, story)
                        .filter(it -> runs.all().containsKey(it.name()))
                        .map(this::result)
                        .toList(),
                untilCharged.all(),
                paces.all(),
                rates.all(),
                growth,
                twoRelays,
                byThemselves);
    }

    private void measureWhileWarm(OrderflowShop shop, OrderLoad load, boolean isLast) {
        sample = shop.sample();
        OwnMeasurements own = new OwnMeasurements(plan, shop, load, sample, progress);
        own.busy(paces);
        rates.add(BenchmarkResults.RELAY, own.relayPerSecond());
        measureUntilCharged(Peers.OURS, shop, load);
        if (isLast && plan.isWhole()) {
            own.quiet(paces);
            double payments = own.paymentsPerSecond();
            rates.add(BenchmarkResults.PAYMENTS, payments);
            growth = own.growth(payments);
            twoRelays = own.twoRelays();
            rates.add(BenchmarkResults.TWO_RELAYS, twoRelays.perSecond());
            byThemselves = own.byThemselves();
        }
    }

    private void measureWorker(ExpressBullMqShop shop) {
        paces.add(BenchmarkResults.WORKER_LIMITED, shop.pace(LIMIT, plan.measured()));
        if (plan.isWhole()) {
            rates.measure(BenchmarkResults.WORKER, () -> shop.paymentsPerSecond(WORKER_WARMS_UP_IN, plan.measured()));
        }
    }

    private void measureUntilCharged(String name, PaidShop shop, OrderLoad load) {
        progress.accept(name + ": from order to charge");
        untilCharged.add(name, new EndToEnd(plan).measure(shop, load));
    }

    private void measureLimits() {
        PlacedOrder sample = this.sample;
        if (sample == null) {
            throw new LauncherException(
                    "This system could not be measured, so there is no comparison: " + noSpeed.values());
        }
        progress.accept("the limits of database and broker");
        rates.measure(BenchmarkResults.PGBENCH, () -> new PgBench(system).ordersPerSecond(sample, plan.measured()));
        BareBroker.Rates broker =
                new BareBroker(new Queues(system.operator()), sample.body()).measure(plan.brokerMessages());
        rates.add(BenchmarkResults.BATCHED, broker.batched());
        rates.add(BenchmarkResults.FANNED_OUT, broker.fannedOut());
        rates.add(BenchmarkResults.SINGLY, broker.singly());
        rates.add(BenchmarkResults.CONSUMED, broker.consumed());
    }

    private <S extends OrderSystem> void measure(Peer<S> contestant, BiConsumer<S, OrderLoad> whileWarm) {
        String name = contestant.name();
        List<ShopRun> own = runs.of(name);
        if (noSpeed.containsKey(name)) {
            return;
        }
        try {
            ShopRun run = measurement.run(contestant, whileWarm);
            own.add(run);
            if (run.lost() > 0) {
                noSpeed.put(name, "lost %,d of %,d orders that it had accepted".formatted(run.lost(), run.accepted()));
            }
        } catch (LauncherException e) {
            noSpeed.put(name, e.getMessage());
        }
    }

    private ShopResult result(Peer<?> contestant) {
        return new ShopResult(
                contestant.name(),
                contestant.keeps(),
                contestant.risks(),
                runs.of(contestant.name()),
                noSpeed.get(contestant.name()));
    }
}
