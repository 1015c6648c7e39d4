package io.orderflow.messaging.consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.messaging.metrics.CachedValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Publishes the consumers' reports as gauges, the same in all replicas. An unknown value is NaN. */
final class QueueGauges implements MeterBinder {

    private final Map<String, ConsumerProperties> consumers;
    private final Supplier<Map<String, ConsumerReport>> reports;
    private final Supplier<@Nullable Map<String, Long>> expiringDeadLetters;
    private final Clock clock;

    /** @param expiringDeadLetters by consumer; null if the numbers are unknown now */
    QueueGauges(
            Map<String, ConsumerProperties> consumers,
            ConsumerReports reports,
            Supplier<@Nullable Map<String, Long>> expiringDeadLetters,
            Clock clock) {
        this.consumers = consumers;
        this.reports = new CachedValue<>(Duration.ofSeconds(1), () -> byName(reports.all(0)));
        this.expiringDeadLetters = expiringDeadLetters;
        this.clock = clock;
    }

    private static Map<String, ConsumerReport> byName(List<ConsumerReport> reports) {
        return reports.stream().collect(Collectors.toMap(ConsumerReport::consumer, Function.identity()));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        consumers.forEach((name, configured) -> bind(registry, name, configured.limitPerSecond() != null));
    }

    private void bind(MeterRegistry registry, String consumer, boolean limited) {
        messages(registry, consumer, "ready", ConsumerReport::readyInAll);
        messages(registry, consumer, "in_flight", ConsumerReport::inFlight);
        messages(registry, consumer, "retry", ConsumerReport::waitingForRetryInAll);
        messages(registry, consumer, "postponed", ConsumerReport::postponed);
        messages(registry, consumer, "dead", ConsumerReport::dead);
        gauge("orderflow.queue.oldest.message.age", consumer, this::age)
                .description("How long ago the oldest message that replicas hold was published")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("orderflow.dead.letters.expiring", () -> expiring(consumer))
                .description("Dead letters that will be forgotten soon")
                .tag("consumer", consumer)
                .register(registry);
        gauge("orderflow.consumer.replicas", consumer, ConsumerReport::replicas)
                .description("Replicas that reported in the last five seconds")
                .register(registry);
        gauge("orderflow.consumer.working", consumer, ConsumerReport::working)
                .description("Live replicas that consume its queues")
                .register(registry);
        gauge("orderflow.consumer.paused", consumer, it -> it.paused() ? 1 : 0)
                .description("1 while an operator has paused the consumer")
                .register(registry);
        gauge("orderflow.provider.away", consumer, it -> it.providerIsAway() ? 1 : 0)
                .description("1 while the provider of the consumer is away")
                .register(registry);
        if (limited) {
            gauge("orderflow.consumer.limit.per.second", consumer, ConsumerReport::limitPerSecond)
                    .description("The current limit")
                    .register(registry);
            gauge("orderflow.limiter.utilisation", consumer, ConsumerReport::limitUsed)
                    .description("Messages begun in the last ten seconds, divided by what the limit allows")
                    .baseUnit("ratio")
                    .register(registry);
        }
    }

    private void messages(
            MeterRegistry registry, String consumer, String state, Function<ConsumerReport, Number> count) {
        gauge("orderflow.queue.messages", consumer, count)
                .description(
                        "Messages waiting, in work, waiting for another attempt, postponed, or filed as dead letters")
                .tag("state", state)
                .register(registry);
    }

    private Gauge.Builder<Supplier<Number>> gauge(
            String name, String consumer, Function<ConsumerReport, Number> value) {
        return Gauge.builder(name, () -> known(consumer, value)).tag("consumer", consumer);
    }

    private @Nullable Number known(String consumer, Function<ConsumerReport, Number> value) {
        Map<String, ConsumerReport> known = reports.get();
        return known == null ? null : value.apply(known.get(consumer));
    }

    private @Nullable Number expiring(String consumer) {
        Map<String, Long> known = expiringDeadLetters.get();
        return known == null ? null : known.getOrDefault(consumer, 0L);
    }

    private double age(ConsumerReport report) {
        return report.oldestAge(clock.instant()).toMillis() / 1000.0;
    }
}
