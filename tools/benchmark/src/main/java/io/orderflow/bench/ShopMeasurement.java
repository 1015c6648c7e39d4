package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Sql;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens a shop, applies load, and checks its books. */
final class ShopMeasurement {

    private final BenchPlan plan;
    private final Sql database;
    private final Consumer<String> progress;

    /** @param database its administrator's */
    ShopMeasurement(BenchPlan plan, Sql database, Consumer<String> progress) {
        this.plan = plan;
        this.database = database;
        this.progress = progress;
    }

    /**
     * @param whileWarm further measurements of the shop, after the load
     * @throws LauncherException if it can't be opened, refuses an order, or its books can't be read
     */
    <S extends OrderSystem> ShopRun run(Peer<S> contestant, BiConsumer<S, OrderLoad> whileWarm) {
        progress.accept(contestant.name() + ": opening");
        try (S shop = contestant.opening().get()) {
            OrderLoad load = new OrderLoad(shop.url());
            progress.accept(contestant.name() + ": the first orders");
            Measured cold = load.closed(plan.customers(), BenchPlan.COLD);
            progress.accept(contestant.name() + ": warming up");
            Duration warmUp = BenchPlan.COLD.plus(plan.warmUp().run(() -> loop(shop, load)));
            progress.accept("%s: measuring, after %d s".formatted(contestant.name(), warmUp.toSeconds()));
            // No shop should pay for the writes of others.
            database.execute("checkpoint");
            Duration cpuBefore = sum(shop, Program::cpu);
            Measured closed = load.closed(plan.customers(), plan.measured());
            Duration cpu = sum(shop, Program::cpu).minus(cpuBefore);
            Measured open = load.open(plan.openCustomers(), plan.openPerSecond(), plan.measured());
            List<Program.Cost> costs =
                    shop.programs().stream().map(Program::cost).toList();
            whileWarm.accept(shop, load);
            progress.accept(contestant.name() + ": closing the books");
            OrderCounts books = shop.books(load.accepted());
            return new ShopRun(
                    cold.perSecond(),
                    closed.perSecond(),
                    Latency.of(closed),
                    open.perSecond(),
                    Latency.of(open),
                    load.accepted(),
                    books.lost(load.accepted()),
                    books.doubled(load.accepted()),
                    cpu.toNanos() / 1e6 / closed.orders(),
                    costs);
        }
    }

    private WarmUp.Loop loop(OrderSystem shop, OrderLoad load) {
        Duration before = sum(shop, Program::compiling);
        Measured loop = load.closed(plan.customers(), plan.warmUp().loop());
        Duration compiling = sum(shop, Program::compiling).minus(before);
        return new WarmUp.Loop(
                loop.perSecond(), (double) compiling.toNanos() / loop.time().toNanos());
    }

    private static Duration sum(OrderSystem shop, Function<Program, Duration> time) {
        return shop.programs().stream().map(time).reduce(Duration.ZERO, Duration::plus);
    }
}
