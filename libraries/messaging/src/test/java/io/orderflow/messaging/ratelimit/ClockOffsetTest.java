package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.ratelimit.ClockOffset.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {

    private static final long AHEAD = 1_000_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LATER = Duration.ofSeconds(10).toNanos();

    private final ClockOffset clock = new ClockOffset();

    @Test
    void isNeverEarlyHoweverLongTheAnswerTook() {
        // Question at 100, remote clock read at 150, answer at 400.
        Reading reading = clock.observe(100, AHEAD + 150, 400);

        assertThat(reading.surelyAt(AHEAD + LATER)).isBetween(LATER, LATER + 250);
    }

    @Test
    void learnsFromTheQuickSideOfEachAnswer() {
        clock.observe(0, AHEAD + 1, 1); // quick
        clock.observe(LATER, AHEAD + LATER + 1, LATER + 900_000); // slow to answer

        Reading reading = clock.observe(2 * LATER, AHEAD + 2 * LATER, 2 * LATER);

        // Only the drift of ten seconds makes it late, not the slow answer.
        assertThat(reading.surelyAt(AHEAD + 3 * LATER) - 3 * LATER).isBetween(0L, LATER / 1000 + 1);
    }

    @Test
    void waitsASecondBeforeItTrustsTimesThatWereStoredBeforeItWatchedTheClock() {
        Reading reading = clock.observe(100, AHEAD, 200);

        assertThat(reading.surelyAt(AHEAD)).isGreaterThan(SECOND);
    }

    @Test
    void waitsASecondBeforeItTrustsTimesThatWereStoredBeforeTheClockWasSet() {
        clock.observe(0, AHEAD, 1);

        Reading reading = clock.observe(LATER, AHEAD + 2 * LATER, LATER + 1);

        assertThat(reading.surelyAt(AHEAD + 2 * LATER)).isGreaterThan(LATER + SECOND);
        assertThat(reading.surelyAt(AHEAD + 4 * LATER)).isBetween(3 * LATER, 3 * LATER + 1);
    }

    /** The clock is set back by as much as the answer takes, so the bounds do not show it. */
    @Test
    void isNotEarlyWhenASlowAnswerHidesThatTheClockWasSetBack() {
        clock.observe(0, AHEAD, 1);

        Reading reading = clock.observe(LATER, AHEAD + LATER - SECOND, LATER + 2 * SECOND);

        long storedSince = AHEAD + LATER - SECOND + SECOND;
        assertThat(reading.surelyAt(storedSince)).isGreaterThanOrEqualTo(LATER + SECOND);
    }

    /** The first observation is so slow that the clock may have been set forward without showing. */
    @Test
    void isNotEarlyWhenWideBoundsHideThatTheClockWasSetForward() {
        clock.observe(0, AHEAD + 2 * SECOND, 2 * SECOND);
        long storedBefore = AHEAD + LATER + SECOND;

        clock.observe(LATER, AHEAD + LATER + SECOND, LATER);
        Reading reading = clock.observe(LATER + 1000, AHEAD + LATER + SECOND + 1000, LATER + 1000);

        assertThat(reading.surelyAt(storedBefore)).isGreaterThanOrEqualTo(LATER + SECOND - LATER / 1000);
    }
}
