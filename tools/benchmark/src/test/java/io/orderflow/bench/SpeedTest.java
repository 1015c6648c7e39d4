package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.launcher.LauncherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpeedTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void excludesTheWarmUp() {
        List<Instant> starts =
                Stream.concat(every(500, 0, 4), every(10, 2_000, 101)).toList();
        assertThat(Speed.of(starts, Duration.ofSeconds(2))).isEqualTo(100);
    }

    @Test
    void failsIfEverythingStartedDuringTheWarmUp() {
        assertThatThrownBy(() -> Speed.of(every(10, 0, 100).toList(), Duration.ofSeconds(2)))
                .isInstanceOf(LauncherException.class);
    }

    @Test
    void failsWithoutAnyStart() {
        assertThatThrownBy(() -> Speed.of(List.of(), Duration.ofSeconds(2))).isInstanceOf(LauncherException.class);
    }

    private static Stream<Instant> every(int millis, int from, int times) {
        return IntStream.range(0, times).mapToObj(i -> BEGIN.plusMillis(from + (long) i * millis));
    }
}
