package io.orderflow.messaging.job;

import io.orderflow.messaging.database.SharedClock;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores when each repeating job is due. */
class JobRepository {

    private final JdbcClient jdbc;

    JobRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The database's clock, which all replicas share. */
    Instant now() {
        return SharedClock.now(jdbc);
    }

    /** Adds a job, or gives it another schedule. */
    void schedule(String job, String schedule, Instant nextAt) {
        jdbc.sql("""
                insert into messaging.repeating_job (name, schedule, next_at)
                values (:name, :schedule, :nextAt)
                on conflict (name) do update
                   set schedule = excluded.schedule, next_at = excluded.next_at
                 where repeating_job.schedule <> excluded.schedule""")
                .param("name", job)
                .param("schedule", schedule)
                .param("nextAt", Timestamp.from(nextAt))
                .update();
    }

    /**
     * Locks a job until the end of the transaction.
     *
     * @return when it is due; empty if it is paused, or another replica runs it
     */
    Optional<Instant> lock(String job) {
        return jdbc.sql(
                        "select next_at from messaging.repeating_job where name = ? and not paused for update skip locked")
                .param(job)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Locks a job, and waits for a run of another replica. */
    void lockAlsoIfPaused(String job) {
        jdbc.sql("select from messaging.repeating_job where name = ? for update")
                .param(job)
                .query()
                .listOfRows();
    }

    void dueAgainAt(String job, Instant nextAt) {
        jdbc.sql("update messaging.repeating_job set next_at = ? where name = ?")
                .params(Timestamp.from(nextAt), job)
                .update();
    }

    void recordRun(String job) {
        jdbc.sql("update messaging.repeating_job set last_run_at = clock_timestamp() where name = ?")
                .param(job)
                .update();
    }

    void pause(String job, boolean paused) {
        jdbc.sql("update messaging.repeating_job set paused = ? where name = ?")
                .params(paused, job)
                .update();
    }

    List<JobReport> all(Collection<String> jobs) {
        return jdbc.sql("""
                select name, schedule, next_at, paused, last_run_at
                  from messaging.repeating_job
                 where name = any (?)
                 order by name""")
                .param(jobs.toArray(String[]::new))
                .query(JobReport.class)
                .list();
    }
}
