package io.orderflow.messaging.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts dead letters and redriven messages. docs/metrics.md explains the names. */
public final class DeadLetterMetrics {

    /** A fixed list, because each reason is a label. Reasons from messages could be any number. */
    private static final List<String> REASONS =
            List.of("unreadable", FailureHeaders.FORGED, "permanent", "exhausted", "expired", "broker");

    private final MeterRegistry registry;
    private final Counter redriven;

    DeadLetterMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.redriven = Counter.builder("orderflow.messages.redriven")
                .description("Dead letters that operators redrove")
                .register(registry);
    }

    /**
     * Registers the counters at zero. Otherwise the first dead letter would create the counter, and Prometheus would see no
     * increase.
     */
    public void expect(String consumer) {
        REASONS.forEach(reason -> dead(consumer, reason));
    }

    void died(String consumer, String reason) {
        dead(consumer, reason).increment();
    }

    private Counter dead(String consumer, String reason) {
        return Counter.builder("orderflow.messages.dead")
                .description("Messages that became dead letters")
                .tags("consumer", consumer, "reason", reason)
                .register(registry);
    }

    void redriven(int count) {
        redriven.increment(count);
    }
}
