package io.orderflow.messaging.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.metrics.CachedValue;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of the outbox and its relay. docs/metrics.md explains the names. */
final class OutboxMetrics {

    private final Supplier<Backlog> backlog;
    private final Counter published;
    private final Counter refused;

    OutboxMetrics(OutboxRepository repository, MeterRegistry registry) {
        backlog = new CachedValue<>(Duration.ofSeconds(1), repository::backlog);
        published = Counter.builder("orderflow.outbox.published")
                .description("Messages confirmed by the broker")
                .register(registry);
        refused = Counter.builder("orderflow.outbox.refused")
                .description("Messages that no queue took, tried again later")
                .register(registry);
        Gauge.builder("orderflow.outbox.messages", () -> known(Backlog::messages))
                .description("Messages not yet confirmed by the broker, counted up to 100,000")
                .register(registry);
        Gauge.builder("orderflow.outbox.oldest.message.age", () -> known(Backlog::oldestSeconds))
                .description("Age of the oldest of them")
                .baseUnit("seconds")
                .register(registry);
    }

    private @Nullable Number known(Function<Backlog, Number> value) {
        Backlog found = backlog.get();
        return found == null ? null : value.apply(found);
    }

    void relayed(int published, int refused) {
        this.published.increment(published);
        this.refused.increment(refused);
    }
}
