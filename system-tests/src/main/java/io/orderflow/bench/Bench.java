package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All that is measured, in turn, as often as the plan says. While one is measured no other runs. */
final class Bench {

    /** Payments a second, of this system as it is configured and of BullMQ's limiter. */
    private static final int LIMIT = 10;

    private final Orderflow system;
    private final BenchPlan plan;
    private final ShopMeasurement measurement;
    private final Rates rates = new Rates();
    private final Map<String, List<ShopRun>> runs = new LinkedHashMap<>();
    private final Map<String, List<Latency>> untilCharged = new LinkedHashMap<>();
    private final Map<String, List<Pace>> paces = new LinkedHashMap<>();
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
        Contestant<NaiveShop> naive = Contestants.naive(system);
        Contestant<StoryShop> story = Contestants.story(system);
        List<Contestant<?>> others = Contestants.others(system);
        for (int round = 0; round < plan.rounds(); round++) {
            measure(ours, this::measureWhileWarm);
            measureLimits();
            measure(naive, (shop, load) -> measureUntilCharged(Contestants.NAIVE, shop, load));
            others.forEach(other -> measure(other, (shop, load) -> {}));
            measure(story, (shop, load) -> addPace(Contestants.STORY, shop.pace(LIMIT * plan.measuredSeconds())));
        }
        List<Contestant<?>> all = new ArrayList<>(List.of(ours, naive));
        all.addAll(others);
        all.add(story);
        return new Results(
                Machine.here(Project.find()),
                Versions.of(system),
                plan,
                all.stream().map(this::result).toList(),
                untilCharged,
                paces,
                rates.all());
    }

    private void measureWhileWarm(OrderflowShop shop, Load load) {
        sample = shop.sample();
        addPace(Contestants.OURS, shop.pace(plan.measuredSeconds()));
        rates.measure(Results.RELAY, () -> shop.relayPerSecond(sample, plan.relayRows()));
        measureUntilCharged(Contestants.OURS, shop, load);
    }

    private void addPace(String name, Pace pace) {
        paces.computeIfAbsent(name, it -> new ArrayList<>()).add(pace);
    }

    private void measureUntilCharged(String name, PaidShop shop, Load load) {
        untilCharged.computeIfAbsent(name, it -> new ArrayList<>()).add(new EndToEnd(plan).measure(shop, load));
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

    private <S extends Shop> void measure(Contestant<S> contestant, BiConsumer<S, Load> whileWarm) {
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
