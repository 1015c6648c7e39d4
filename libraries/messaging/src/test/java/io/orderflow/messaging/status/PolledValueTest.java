package io.orderflow.messaging.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PolledValueTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final PolledValue<String> value = new PolledValue<>(() -> "seen", new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void isUnknownThreeSecondsAfterThePoll() {
        value.poll();
        assertThat(value.value()).isEqualTo("seen");
        now.set(NOON.plusSeconds(3));
        assertThat(value.value()).isNull();
    }

    @Test
    void isUnknownAfterTheClockWasSetBack() {
        value.poll();
        now.set(NOON.minus(Duration.ofHours(1)));
        assertThat(value.value()).isNull();
    }
}
