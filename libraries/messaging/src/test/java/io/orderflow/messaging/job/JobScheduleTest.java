package io.orderflow.messaging.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.job.JobSchedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void intervalsHaveTheSameTimesForAllReplicas() {
        JobSchedule schedule = new JobSchedule(null, Duration.ofMinutes(15), BERLIN, Missed.ONCE);

        assertThat(schedule.next(Instant.parse("2026-11-30T10:14:59.999Z"))).isEqualTo("2026-11-30T10:15:00Z");
        assertThat(schedule.next(Instant.parse("2026-11-30T10:15:00Z"))).isEqualTo("2026-11-30T10:30:00Z");
    }

    /** In Berlin the clocks went forward on 29 March 2026, at 2:00, and back on 25 October, at 3:00. */
    @ParameterizedTest
    @CsvSource({
        "0 0 6 * * *,  2026-03-28T00:00+01:00, 2026-03-28T06:00+01:00, 2026-03-29T06:00+02:00, 2026-03-30T06:00+02:00",
        "0 30 2 * * *, 2026-03-28T00:00+01:00, 2026-03-28T02:30+01:00, 2026-03-29T03:30+02:00, 2026-03-30T02:30+02:00",
        "0 0 6 * * *,  2026-10-24T00:00+02:00, 2026-10-24T06:00+02:00, 2026-10-25T06:00+01:00, 2026-10-26T06:00+01:00",
        "0 30 2 * * *, 2026-10-24T00:00+02:00, 2026-10-24T02:30+02:00, 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00"
    })
    void daysOfTwentyThreeAndTwentyFiveHoursHaveOneTime(
            String cron, String after, String first, String second, String third) {
        JobSchedule schedule = new JobSchedule(cron, null, BERLIN, Missed.ONCE);
        List<ZonedDateTime> times = new ArrayList<>();
        Instant time = ZonedDateTime.parse(after).toInstant();
        for (int i = 0; i < 3; i++) {
            time = schedule.next(time);
            times.add(time.atZone(BERLIN));
        }

        assertThat(times.stream().map(ZonedDateTime::toOffsetDateTime))
                .map(Object::toString)
                .containsExactly(first, second, third);
    }

    @Test
    void theNextTimeIsNeverInThePast() {
        JobSchedule schedule = new JobSchedule("0 30 2 * * *", null, BERLIN, Missed.ONCE);
        Instant secondTenPastTwo = Instant.parse("2026-10-25T01:10:00Z");

        assertThat(schedule.next(secondTenPastTwo)).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void theLatestMissedTimeCounts() {
        JobSchedule schedule = new JobSchedule("0 0 6 * * *", null, BERLIN, Missed.ONCE);
        Instant due = Instant.parse("2026-11-27T05:00:00Z");

        assertThat(schedule.latest(due, due)).isEqualTo(due);
        assertThat(schedule.latest(due, Instant.parse("2026-11-30T04:59:59Z"))).isEqualTo("2026-11-29T05:00:00Z");
        assertThat(schedule.latest(due, Instant.parse("2026-11-30T05:00:00Z"))).isEqualTo("2026-11-30T05:00:00Z");
    }
}
