package io.orderflow.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.consumer.ConsumerLifecycle.CurrentLimit;
import org.junit.jupiter.api.Test;

class CurrentLimitTest {

    private final CurrentLimit limit = new CurrentLimit(10);

    @Test
    void isTheConfiguredLimitUntilItIsSet() {
        limit.set(null);
        assertThat(limit.getAsInt()).isEqualTo(10);

        limit.set(25);
        assertThat(limit.getAsInt()).isEqualTo(25);
    }

    @Test
    void isTheConfiguredLimitAfterAReset() {
        limit.set(25);
        limit.set(null);
        assertThat(limit.getAsInt()).isEqualTo(10);
    }
}
