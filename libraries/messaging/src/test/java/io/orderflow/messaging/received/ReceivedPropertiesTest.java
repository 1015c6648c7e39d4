package io.orderflow.messaging.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageProperties;

class ReceivedPropertiesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    private final MessageProperties raw = new MessageProperties();
    private final ReceivedProperties properties = new ReceivedProperties(raw);

    @Test
    void readsATimeOnlyIfItIsPossible() {
        assertThat(publishedAt(NOW.minusSeconds(5))).isEqualTo(NOW.minusSeconds(5));
        assertThat(publishedAt(NOW.plusSeconds(5)))
                .as("by a clock that is a little ahead")
                .isEqualTo(NOW.plusSeconds(5));
        assertThat(publishedAt(Instant.EPOCH)).isNull();
        assertThat(publishedAt(Instant.ofEpochSecond(1))).isNull();
        assertThat(publishedAt(Instant.parse("2000-01-01T00:00:00Z")))
                .as("by a clock that was never set")
                .isNull();
        assertThat(publishedAt(NOW.plusSeconds(100_000))).isNull();
        assertThat(publishedAt(Instant.ofEpochMilli(Long.MAX_VALUE))).isNull();
        assertThat(publishedAt(Instant.ofEpochMilli(Long.MIN_VALUE))).isNull();
        raw.setTimestamp(null);
        assertThat(properties.publishedAt(NOW)).isNull();
    }

    private Instant publishedAt(Instant time) {
        raw.setTimestamp(Date.from(time));
        return properties.publishedAt(NOW);
    }

    @Test
    void readsAHeaderOnlyIfItHasTheExpectedType() {
        for (Object odd : Arrays.asList(null, true, 1.5e300, new Date(0), new byte[] {0}, List.of(1), Map.of("a", 1))) {
            raw.setHeader("h", odd);
            assertThat(properties.text("h")).isNull();
            assertThat(properties.count("h")).isZero();
            assertThat(properties.timeBefore(NOW, "h")).isNull();
            assertThat(properties.parsed("h", UUID::fromString)).isNull();
        }
        raw.setHeader("h", "no UUID");
        assertThat(properties.parsed("h", UUID::fromString)).isNull();
        raw.setHeader("h", "+1000000000-12-31T23:59:59Z");
        assertThat(properties.timeBefore(NOW, "h")).isNull();
        raw.setHeader("h", -1);
        assertThat(properties.count("h")).isZero();
        raw.setHeader("h", (1L << 32) + 1);
        assertThat(properties.count("h")).isZero();
        raw.setHeader("h", 3L);
        assertThat(properties.count("h")).isEqualTo(3);
    }

    @Test
    void removesWhatTheDatabaseCannotStore() {
        raw.setMessageId("a\0b");
        raw.setHeader("h", "\0c");

        assertThat(properties.messageId()).isEqualTo("ab");
        assertThat(properties.text("h")).isEqualTo("c");
    }

    @Test
    void readsTheBrokersDeathWithoutNestedValues() {
        raw.setHeader("x-death", List.of(Map.of("count", 2L, "reason", "exp\0ired", "queue", List.of("q"))));

        assertThat(properties.death()).containsOnlyKeys("count", "reason");
        assertThat(properties.deathText("reason")).isEqualTo("expired");
        assertThat(properties.deathText("count")).isNull();
        assertThat(properties.deathText("queue")).isNull();
    }

    @Test
    void hasAnEmptyDeathWhateverTheHeaderHolds() {
        for (Object odd : Arrays.asList(null, "x", List.of(), List.of("x"), Map.of())) {
            raw.setHeader("x-death", odd);
            assertThat(properties.death()).isEmpty();
            assertThat(properties.diedAt(NOW)).isNull();
        }
    }
}
