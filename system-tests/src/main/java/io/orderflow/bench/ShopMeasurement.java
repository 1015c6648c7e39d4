package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Opens a shop, lets customers in, and looks into its books. */
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
     * @param whileWarm what else is to be measured of it, after the load
     * @throws LauncherException if it can't be opened, or refuses an order, or its books can't be closed
     */
    <S extends Shop> ShopRun run(Contestant<S> contestant, BiConsumer<S, Load> whileWarm) {
        progress.accept(contestant.name() + ": opening");
        long began = System.nanoTime();
        try (S shop = contestant.opening().get()) {
            double ready = (System.nanoTime() - began) / 1e9;
            Load load = new Load(shop.url());
            progress.accept(contestant.name() + ": warming up");
            load.closed(plan.customers(), Duration.ofSeconds(plan.warmUpSeconds()));
            progress.accept(contestant.name() + ": measuring");
            // So that none pays for what others have written.
            database.execute("checkpoint");
            Duration cpuBefore = Usage.cpu(shop);
            Measured closed = load.closed(plan.customers(), Duration.ofSeconds(plan.measuredSeconds()));
            Duration cpu = Usage.cpu(shop).minus(cpuBefore);
            Measured open =
                    load.open(plan.openCustomers(), plan.openPerSecond(), Duration.ofSeconds(plan.measuredSeconds()));
            long resident = Usage.residentMegabytes(shop);
            whileWarm.accept(shop, load);
            progress.accept(contestant.name() + ": closing the books");
            long lost = shop.books(load.accepted()).lost(load.accepted());
            return new ShopRun(
                    closed.perSecond(),
                    Latency.of(closed),
                    open.perSecond(),
                    Latency.of(open),
                    load.accepted(),
                    lost,
                    cpu.toNanos() / 1e6 / closed.orders(),
                    resident,
                    ready);
        }
    }
}
