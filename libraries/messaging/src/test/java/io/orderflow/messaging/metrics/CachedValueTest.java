package io.orderflow.messaging.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedValueTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void queriesOnceWhileTheValueIsValid() {
        CachedValue<Integer> value = new CachedValue<>(Duration.ofSeconds(1), looks::incrementAndGet, now::get);

        assertThat(value.get()).isEqualTo(1);
        now.addAndGet(999_999_999);
        assertThat(value.get()).isEqualTo(1);
        now.addAndGet(1);
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void cachesTheFailureOfAQuery() {
        CachedValue<Integer> value = new CachedValue<>(
                Duration.ofSeconds(1),
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        throw new IllegalStateException("the broker is away");
                    }
                    return looks.get();
                },
                now::get);

        assertThat(value.get()).isEqualTo(1);
        now.addAndGet(1_000_000_000);
        assertThat(value.get()).isNull();
        assertThat(value.get()).isNull();
        now.addAndGet(1_000_000_000);
        assertThat(value.get()).isEqualTo(3);
    }
}
