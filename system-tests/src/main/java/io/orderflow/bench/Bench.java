package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All that is measured, in turn, as often as the plan says. While one is measured no other runs. */
final class Bench {

    private final Orderflow system;
    private final BenchPlan plan;
    private final ShopMeasurement measurement;
    private final Rates rates = new Rates();
    private final Map<String, List<ShopRun>> runs = new LinkedHashMap<>();
    private final Map<String, String> noSpeed = new LinkedHashMap<>();

    /** Of the latest round in which this system was measured; the limits are those of just this order. */
    private PlacedOrder sample;

    /** @param system of which only the infrastructure is started */
    Bench(Orderflow system, BenchPlan plan, Consumer<String> progress) {
        this.system = system;
        this.plan = plan;
        this.measurement = new ShopMeasurement(plan, new Sql(system.database().admin()), progress);
    }

    Results run() {
        Contestant<OrderflowShop> ours = Contestants.ours(system);
        List<Contestant<?>> others = Contestants.others(system);
        for (int round = 0; round < plan.rounds(); round++) {
            measure(ours, this::measureWhileWarm);
            measureLimits();
            others.forEach(other -> measure(other, shop -> {}));
        }
        List<Contestant<?>> all = new ArrayList<>(List.of(ours));
        all.addAll(others);
        return new Results(
                Machine.here(Project.find()),
                Versions.of(system),
                plan,
                all.stream().map(this::result).toList(),
                rates.all());
    }

    private void measureWhileWarm(OrderflowShop shop) {
        sample = shop.sample();
        rates.measure(Results.RELAY, () -> shop.relayPerSecond(sample, plan.relayRows()));
    }

    private void measureLimits() {
        if (sample == null) {
            throw new LauncherException(
                    "This system could not be measured, so there is nothing to compare: " + noSpeed.values());
        }
        rates.measure(
                Results.PGBENCH,
                () -> new PgBench(system).ordersPerSecond(sample, Duration.ofSeconds(plan.measuredSeconds())));
        BareBroker.Rates broker =
                new BareBroker(new Queues(system.operator()), sample.body()).measure(plan.brokerMessages());
        rates.add(Results.BATCHED, broker.batched());
        rates.add(Results.FANNED_OUT, broker.fannedOut());
        rates.add(Results.SINGLY, broker.singly());
        rates.add(Results.CONSUMED, broker.consumed());
    }

    private <S extends Shop> void measure(Contestant<S> contestant, Consumer<S> whileWarm) {
        String name = contestant.name();
        List<ShopRun> own = runs.computeIfAbsent(name, it -> new ArrayList<>());
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

    private ShopResult result(Contestant<?> contestant) {
        return new ShopResult(
                contestant.name(),
                contestant.keeps(),
                contestant.risks(),
                runs.get(contestant.name()),
                noSpeed.get(contestant.name()));
    }
}
