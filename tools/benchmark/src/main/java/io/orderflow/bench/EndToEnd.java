package io.orderflow.bench;

import io.orderflow.backing.Poll;
import io.orderflow.launcher.LauncherException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** Measures the time from an order's arrival until its charge begins, without a limit. All clocks are of the same machine. */
final class EndToEnd {

    private static final long SLOWEST = Duration.ofMinutes(2).toNanos();
    private static final Duration CHARGED_IN = Duration.ofSeconds(30);

    private final BenchPlan plan;

    EndToEnd(BenchPlan plan) {
        this.plan = plan;
    }

    /** @throws LauncherException if an accepted order is not charged */
    Latency measure(PaidShop shop, OrderLoad load) {
        shop.payFreely();
        // Warms up on the backlog: until now payments were slow or paused.
        Speed.pass(plan.settled());
        // Also drops the messages that consumers have prefetched; otherwise new orders would wait behind them.
        shop.payAsBefore();
        shop.dropPayments();
        shop.payFreely();
        load.open(plan.openCustomers(), plan.paidPerSecond(), plan.settled());
        Map<String, Instant> due = new ConcurrentHashMap<>();
        Measured measured = load.open(
                plan.openCustomers(),
                plan.paidPerSecond(),
                plan.measured(),
                (location, time) -> due.put(idIn(Objects.requireNonNull(location)), time));
        if (!Poll.until(CHARGED_IN, () -> shop.chargesBegun().keySet().containsAll(due.keySet()))) {
            throw new LauncherException("No speed, because not all orders that were accepted were charged within "
                    + CHARGED_IN.toSeconds() + " s.");
        }
        shop.payAsBefore();
        Map<String, Instant> begun = shop.chargesBegun();
        Histogram latencies = new Histogram(SLOWEST, 3);
        due.forEach((order, time) -> latencies.recordValue(
                Math.min(SLOWEST, Duration.between(time, begun.get(order)).toNanos())));
        return Latency.of(new Measured(latencies, measured.time()));
    }

    private static String idIn(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
