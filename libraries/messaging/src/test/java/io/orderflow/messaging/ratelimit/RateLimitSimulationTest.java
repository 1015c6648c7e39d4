package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RateLimitSimulationTest {

    /** About ten seconds. {@code ./demo test --fuzz} sets more. */
    private static final int SCHEDULES = Integer.getInteger("fuzz.schedules", 30_000);

    private static final long MS = 1_000_000;

    @Test
    void noScheduleOfPausesCrashesAndClocksExceedsTheLimit() {
        List<Long> violations = LongStream.range(0, SCHEDULES)
                .parallel()
                .filter(seed -> RateLimitSimulation.run(seed).exceedsLimit())
                .boxed()
                .toList();

        assertThat(violations).as("seeds").isEmpty();
    }

    /** Shows that the test above can fail. */
    @Test
    void findsTokensThatAreFreeAgainTooSoon() {
        assertThat(LongStream.range(0, 2000)
                        .anyMatch(seed -> RateLimitSimulation.run(seed, 0.95).exceedsLimit()))
                .isTrue();
    }

    @Test
    void usesTheLimitWhileNothingIsWrong() {
        long arrivals = LongStream.range(0, 200)
                .map(seed -> RateLimitSimulation.run(seed).arrivals().size())
                .sum();

        assertThat(arrivals).isGreaterThan(200 * 4);
    }

    /**
     * Shows that slots on a common clock do not keep the limit, even if each permit lapses after 15 ms and a guard adds 20 ms: an
     * effect that is late after the check comes too close to those behind it.
     */
    @Test
    void findsSchedulesThatExceedALimitOfSlots() {
        assertThat(LongStream.range(0, 2000)
                        .anyMatch(seed -> slots(new Random(seed), 5).exceedsLimit()))
                .isTrue();
    }

    private static RateLimitSimulation.Result slots(Random random, int limit) {
        long interval = Duration.ofMillis(1020).dividedBy(limit).toNanos();
        List<Long> arrivals = new ArrayList<>();
        for (int slot = 0; slot < 100; slot++) {
            boolean paused = random.nextInt(10) == 0;
            long checked = slot * interval + random.nextLong(paused ? 70 * MS : MS);
            if (checked <= slot * interval + 15 * MS) {
                arrivals.add(checked + random.nextLong(random.nextInt(10) == 0 ? 70 * MS : 2 * MS));
            }
        }
        return new RateLimitSimulation.Result(limit, arrivals.stream().sorted().toList());
    }
}
