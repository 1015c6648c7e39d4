package io.orderflow.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.metrics.CachedValue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts orders: placed by priority, stored by state, and waiting for a writer. docs/metrics.md explains the metrics. */
@Component
class OrderMetrics {

    /** Counting reads all orders, of which there may be millions, so it must not run more often. */
    private static final Duration COUNT_EVERY = Duration.ofSeconds(15);

    private final MeterRegistry registry;
    private final JdbcClient jdbc;
    private final Map<Priority, Counter> placed = new EnumMap<>(Priority.class);

    OrderMetrics(MeterRegistry registry, JdbcClient jdbc) {
        this.registry = registry;
        this.jdbc = jdbc;
        for (Priority priority : Priority.values()) {
            placed.put(
                    priority,
                    Counter.builder("orderflow.orders.placed")
                            .description("Orders accepted")
                            .tag("priority", priority.name())
                            .register(registry));
        }
        Supplier<Map<OrderStatus, Long>> counts = new CachedValue<>(COUNT_EVERY, this::count);
        for (OrderStatus status : OrderStatus.values()) {
            Gauge.builder("orderflow.orders", () -> known(counts.get(), status))
                    .description("Orders by state, looked up every 15 s")
                    .tag("status", status.name())
                    .register(registry);
        }
    }

    void watchLine(Supplier<Number> waiting) {
        Gauge.builder("orderflow.orders.waiting", waiting)
                .description("Orders that wait for their turn to be stored")
                .register(registry);
    }

    void placed(Priority priority) {
        Objects.requireNonNull(placed.get(priority)).increment();
    }

    private Map<OrderStatus, Long> count() {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        jdbc.sql("select status, count(*) from orders group by status").query(row -> {
            counts.put(OrderStatus.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    private static @Nullable Number known(@Nullable Map<OrderStatus, Long> counts, OrderStatus status) {
        return counts == null ? null : counts.getOrDefault(status, 0L);
    }
}
