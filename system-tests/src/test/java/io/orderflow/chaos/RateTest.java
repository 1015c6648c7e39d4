package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void isKeptByWhatBeginsASecondAfterTheOneThatManyBefore() {
        assertThat(every(500, 20).overLimit()).isZero();
    }

    @Test
    void isExceededByAnyThatBeginsAMillisecondEarlier() {
        assertThat(every(499, 20).overLimit()).isEqualTo(18);
    }

    @Test
    void looksAtAnySecondAndNotOnlyAtThoseOfTheClock() {
        Rate rate = Rate.of(2, List.of(NOON.plusMillis(600), NOON.plusMillis(900), NOON.plusMillis(1100)));

        assertThat(rate.overLimit()).isEqualTo(1);
    }

    @Test
    void tellsWhatShareOfTheLimitWasUsed() {
        assertThat(every(1000, 20).used(NOON.plusSeconds(5), NOON.plusSeconds(15)))
                .isEqualTo(0.5);
    }

    /** Two a second are allowed. */
    private static Rate every(int millis, int count) {
        return Rate.of(
                2,
                IntStream.range(0, count)
                        .mapToObj(i -> NOON.plusMillis((long) i * millis))
                        .toList());
    }
}
