package io.orderflow.messaging.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what dies and what is sent again. The names are explained in docs/metrics.md. */
final class DeadLetterMetrics {

    private final MeterRegistry registry;
    private final Counter redriven;

    DeadLetterMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.redriven = Counter.builder("orderflow.messages.redriven")
                .description("Dead letters that operators sent again")
                .register(registry);
    }

    /** @param reason one of the few in the code; what a message itself says is no label */
    void died(String consumer, String reason) {
        Counter.builder("orderflow.messages.dead")
                .description("Messages that became dead letters")
                .tags("consumer", consumer, "reason", reason)
                .register(registry)
                .increment();
    }

    void redriven(int count) {
        redriven.increment(count);
    }
}
