package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivalCheckTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void tellsTheShortestSpanOfOneMoreThanTheLimit() {
        assertThat(every(400, 20).shortestSpan()).hasValue(Duration.ofMillis(800));
        assertThat(every(400, 2).shortestSpan()).isEmpty();
    }

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
        ArrivalCheck rate = ArrivalCheck.of(2, List.of(after(600), after(900), after(1100)));

        assertThat(rate.overLimit()).isEqualTo(1);
    }

    @Test
    void leavesOutEarlierOnesButThoseThatAWindowMayBeginWith() {
        ArrivalCheck all = every(400, 20);

        assertThat(all.after(every(400, 15)).arrivals())
                .isEqualTo(all.arrivals().subList(13, 20));
    }

    @Test
    void tellsWhatShareOfTheLimitWasUsed() {
        assertThat(every(1000, 20).used(NOON.plusSeconds(5), NOON.plusSeconds(15)))
                .isEqualTo(0.5);
    }

    @Test
    void tellsItOfTheQuickerHalfInARow() {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arrivals.add(after(i < 10 ? i * 3000 : 27_000 + (i - 9) * 500));
        }
        assertThat(ArrivalCheck.of(2, arrivals).used(NOON, NOON.plusSeconds(60)))
                .isEqualTo(1.0);
    }

    /** Two a second are allowed. */
    private static ArrivalCheck every(int millis, int count) {
        return ArrivalCheck.of(
                2,
                IntStream.range(0, count)
                        .mapToObj(i -> after((long) i * millis))
                        .toList());
    }

    private static Arrival after(long millis) {
        return new Arrival(Duration.ofMillis(millis).toNanos(), NOON.plusMillis(millis));
    }
}
