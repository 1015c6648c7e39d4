package io.orderflow.naive;

import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Simulates a payment provider with the same latency as the simulated gateway of payment-service. */
@Component
class Gateway {

    private static final Duration LATENCY = Duration.ofMillis(50);

    /** @return the charge's id */
    String charge() {
        try {
            Thread.sleep(LATENCY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the gateway was called", e);
        }
        return "ch_" + UUID.randomUUID();
    }
}
