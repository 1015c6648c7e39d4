package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemoteClockTest {

    private static final long AHEAD = 1_000_000;

    private final RemoteClock clock = new RemoteClock();

    @Test
    void isNeverEarlyNorLateWhateverTheAnswerTook() {
        // Asked at 100, read over there at 150, answered at 400.
        clock.observe(100, AHEAD + 150, 400);

        assertThat(clock.surelyAt(AHEAD + 1000)).isBetween(1000L, 1250L);
        assertThat(clock.surelyNotAfter(AHEAD + 1000)).isBetween(950L, 1000L);
    }

    @Test
    void learnsFromTheQuickSideOfEachAnswer() {
        clock.observe(0, AHEAD + 1, 900); // quick to ask
        clock.observe(1000, AHEAD + 1899, 1900); // quick to answer

        assertThat(clock.surelyAt(AHEAD + 5000)).isBetween(5000L, 5005L);
        assertThat(clock.surelyNotAfter(AHEAD + 5000)).isBetween(4995L, 5000L);
    }

    @Test
    void trustsAnOldAnswerLessAsTheClocksDriftApart() {
        clock.observe(0, AHEAD, 0);
        long certain = clock.surelyAt(AHEAD);
        clock.observe(1_000_000, AHEAD + 1_250_000, 1_500_000);

        assertThat(clock.surelyAt(AHEAD) - certain).isBetween(1000L, 2000L);
    }

    @Test
    void startsAnewWhenTheOtherClockWasSet() {
        clock.observe(0, AHEAD, 1);
        clock.observe(10, 10, 11);

        assertThat(clock.surelyAt(100)).isBetween(100L, 101L);
        assertThat(clock.surelyNotAfter(100)).isBetween(99L, 100L);
    }
}
