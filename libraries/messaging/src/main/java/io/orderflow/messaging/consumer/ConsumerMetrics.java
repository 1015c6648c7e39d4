package io.orderflow.messaging.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.orderflow.messaging.consumer.DeliveryProcessor.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The counters and timers of one consumer in one replica. docs/metrics.md explains the names. */
final class ConsumerMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final Timer permitWait;
    private final Timer effect;
    private final Map<Outcome, Timer> processing = new EnumMap<>(Outcome.class);

    ConsumerMetrics(MeterRegistry registry, String consumer) {
        permitWait = Timer.builder("orderflow.permit.wait")
                .description("How long a prefetched message waited for a permit")
                .tag("consumer", consumer)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        effect = Timer.builder("orderflow.effect")
                .description("Time from the start of an effect until it had surely arrived")
                .tag("consumer", consumer)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            processing.put(
                    outcome,
                    Timer.builder("orderflow.message.processing")
                            .description("Time from the start of processing to the commit")
                            .tags("consumer", consumer, "outcome", outcome.label())
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
    }

    /** For the consumers of dead-letter queues, which are not configured consumers and publish no metrics. */
    static ConsumerMetrics none() {
        return new ConsumerMetrics(new CompositeMeterRegistry(), "none");
    }

    void waitedForPermit(long nanos) {
        permitWait.record(nanos, TimeUnit.NANOSECONDS);
    }

    void effectArrived(long nanos) {
        effect.record(nanos, TimeUnit.NANOSECONDS);
    }

    void processed(Outcome outcome, long nanos) {
        Objects.requireNonNull(processing.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }
}
