package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anEvenPaceHasTheSameNumberInEachSecond() {
        assertThat(Pace.of(10, every(100, 0, 50))).isEqualTo(new Pace(10, 50, 10, 0, 10));
    }

    @Test
    void aFixedWindowAllowsTwiceTheLimitInASlidingSecond() {
        List<Instant> starts = Stream.concat(every(1, 990, 10).stream(), every(1, 1_000, 10).stream())
                .toList();
        Pace pace = Pace.of(10, starts);
        assertThat(pace.mostInASecond()).isEqualTo(20);
        assertThat(pace.kept()).isEqualTo(0.5);
    }

    @Test
    void excludesTheEndOfASlidingSecond() {
        assertThat(Pace.of(1, every(1_000, 0, 3))).isEqualTo(new Pace(1, 3, 1, 0, 1));
    }

    private static List<Instant> every(int millis, int from, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> BEGIN.plusMillis(from + (long) i * millis))
                .toList();
    }
}
