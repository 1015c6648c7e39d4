package io.orderflow.messaging.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what dies and what is sent again. The names are explained in docs/metrics.md. */
public final class DeadLetterMetrics {

    /** Few, and none of them from a message: each is a label. */
    private static final List<String> REASONS = List.of("unreadable", "permanent", "exhausted", "expired", "broker");

    private final MeterRegistry registry;
    private final Counter redriven;

    DeadLetterMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.redriven = Counter.builder("orderflow.messages.redriven")
                .description("Dead letters that operators sent again")
                .register(registry);
    }

    /** Counts from zero, so that the first dead letter is seen as an increase and not as the counter's beginning. */
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
