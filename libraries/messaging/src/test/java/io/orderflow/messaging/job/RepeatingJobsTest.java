package io.orderflow.messaging.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.job.JobSchedule.Missed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
@MessagingTest
class RepeatingJobsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AuditLog audit;

    @Autowired
    private PlatformTransactionManager transactions;

    private final List<ZonedDateTime> runs = new CopyOnWriteArrayList<>();
    private boolean fails;
    private RepeatingJobs jobs;

    @BeforeEach
    void schedule() {
        jobs = replica("0 0 0 * * *", Missed.ONCE);
        jobs.schedule();
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.repeating_job").update();
    }

    @Test
    void aNewJobWaitsForItsFirstTime() {
        jobs.runDue();

        assertThat(runs).isEmpty();
        assertThat(report().nextAt()).isAfter(Instant.now());
        assertThat(report().lastRunAt()).isNull();
        assertThat(report().schedule()).isEqualTo("0 0 0 * * * Europe/Berlin");
    }

    @Test
    void replicasRunAJobOnceTogether() {
        List<RepeatingJobs> replicas = IntStream.range(0, 4)
                .mapToObj(i -> replica("0 0 0 * * *", Missed.ONCE))
                .toList();
        Instant midnight = lastMidnight();
        dueAt(midnight);

        CompletableFuture.allOf(replicas.stream()
                        .map(it -> CompletableFuture.runAsync(it::runDue))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(runs).containsExactly(midnight.atZone(BERLIN));
        assertThat(report().nextAt()).isAfter(Instant.now());
        assertThat(report().lastRunAt()).isNotNull();
    }

    @Test
    void manyMissedTimesAreMadeUpForOnce() {
        dueAt(lastMidnight().atZone(BERLIN).minusDays(3).toInstant());

        jobs.runDue();
        jobs.runDue();

        assertThat(runs).containsExactly(lastMidnight().atZone(BERLIN));
    }

    @Test
    void missedTimesAreSkippedIfTheScheduleSaysSo() {
        RepeatingJobs skipping = replica("0 0 0 * * *", Missed.SKIP);
        dueAt(Instant.now().minusSeconds(3600 * 24));

        skipping.runDue();

        // Within the first minute of a day, its own time is not late yet.
        assertThat(runs).hasSizeLessThanOrEqualTo(1);
        assertThat(runs).allMatch(it -> it.plusMinutes(2).isAfter(ZonedDateTime.now()));
        assertThat(report().nextAt()).isAfter(Instant.now());
    }

    @Test
    void aJobThatFailsIsRolledBackAndRunsAgain() {
        dueAt(lastMidnight());
        fails = true;
        jobs.runDue();
        assertThat(report().nextAt()).isEqualTo(lastMidnight());
        assertThat(report().lastRunAt()).isNull();

        fails = false;
        jobs.runDue();

        assertThat(runs).hasSize(2);
        assertThat(report().lastRunAt()).isNotNull();
    }

    @Test
    void aPausedJobRunsOnlyOnDemand() {
        jobs.pause("report", "ada");
        dueAt(lastMidnight());
        jobs.runDue();
        assertThat(runs).isEmpty();

        jobs.run("report", "ada");
        assertThat(runs).hasSize(1);

        jobs.resume("report", "ada");
        jobs.runDue();
        assertThat(runs).as("the times of the pause are not made up for").hasSize(1);
        assertThat(audit.latest("report", null, 3))
                .extracting(AuditLog.Action::action)
                .containsExactly("resume", "run", "pause");
    }

    @Test
    void anotherScheduleGivesTheJobAnotherTime() {
        Instant before = report().nextAt();

        replica("0 0 0 1 1 *", Missed.ONCE).schedule();

        assertThat(report().nextAt()).isAfter(before);
        assertThat(report().schedule()).startsWith("0 0 0 1 1 *");
    }

    @Test
    void aClockThatIsSetBackDelaysNoJob() {
        dueAt(Instant.now().plusSeconds(3600 * 24 * 365));

        jobs.runDue();

        assertThat(report().nextAt()).isBefore(Instant.now().plusSeconds(3600 * 26));
    }

    @Test
    void anUnknownJobIsAnError() {
        assertThatThrownBy(() -> jobs.run("nothing", "ada")).hasMessageContaining("There are: report");
    }

    private RepeatingJobs replica(String cron, Missed missed) {
        JobSchedule schedule = new JobSchedule(cron, null, BERLIN, missed);
        return new RepeatingJobs(
                List.of(new Report()),
                Map.of("report", schedule),
                new JobRepository(jdbc),
                audit,
                new TransactionTemplate(transactions));
    }

    private final class Report implements RepeatingJob {

        @Override
        public String name() {
            return "report";
        }

        @Override
        public void run(ZonedDateTime time) {
            runs.add(time);
            if (fails) {
                throw new IllegalStateException("it fails");
            }
        }
    }

    private void dueAt(Instant time) {
        jdbc.sql("update messaging.repeating_job set next_at = ?::timestamptz")
                .param(time.toString())
                .update();
    }

    private JobReport report() {
        return jobs.all().get(0);
    }

    private static Instant lastMidnight() {
        return ZonedDateTime.now(BERLIN).toLocalDate().atStartOfDay(BERLIN).toInstant();
    }
}
