package io.orderflow.messaging.job;

import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.job.JobSchedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs repeating jobs, each once at each of its times. The database holds the next time, and the replica that locks it runs the job.
 * Operators can pause a job, and run it at any time.
 */
public class RepeatingJobs {

    private static final Logger log = LoggerFactory.getLogger(RepeatingJobs.class);

    /** A run that is later than this was missed. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Map<String, Scheduled> jobs = new TreeMap<>();
    private final JobRepository repository;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    RepeatingJobs(
            List<RepeatingJob> jobs,
            Map<String, JobSchedule> schedules,
            JobRepository repository,
            AuditLog audit,
            TransactionTemplate transaction) {
        for (RepeatingJob job : jobs) {
            JobSchedule schedule = schedules.get(job.name());
            if (schedule != null) {
                this.jobs.put(job.name(), new Scheduled(job, schedule));
            }
        }
        this.repository = repository;
        this.audit = audit;
        this.transaction = transaction;
    }

    private record Scheduled(RepeatingJob job, JobSchedule schedule) {}

    /** This service has no job of that name. */
    public static final class NoSuchJob extends RuntimeException {

        NoSuchJob(String job, Iterable<String> all) {
            super("There is no repeating job '%s'. There are: %s".formatted(job, String.join(", ", all)));
        }
    }

    /** The jobs of this service, by name. */
    public List<JobReport> all() {
        return repository.all(jobs.keySet());
    }

    /** @throws NoSuchJob if this service has no job of that name */
    public void pause(String job, String operator) {
        act("pause", job, operator, it -> repository.pause(job, true));
    }

    /**
     * Resumes a job. The times of the pause are not made up for.
     *
     * @throws NoSuchJob if this service has no job of that name
     */
    public void resume(String job, String operator) {
        act("resume", job, operator, it -> {
            repository.pause(job, false);
            repository.dueAgainAt(job, it.schedule().next(repository.now()));
        });
    }

    /**
     * Runs a job now, also if it is paused. Its schedule does not change.
     *
     * @throws NoSuchJob if this service has no job of that name
     */
    public void run(String job, String operator) {
        act("run", job, operator, it -> {
            repository.lockAlsoIfPaused(job);
            run(it, repository.now());
        });
    }

    private void act(String action, String job, String operator, Consumer<Scheduled> change) {
        Scheduled scheduled = jobs.get(job);
        if (scheduled == null) {
            throw new NoSuchJob(job, jobs.keySet());
        }
        transaction.executeWithoutResult(status -> {
            change.accept(scheduled);
            audit.record(operator, action, job, Map.of());
        });
    }

    /** Adds the jobs to the database. */
    void schedule() {
        Instant now = repository.now();
        jobs.forEach((name, it) ->
                repository.schedule(name, it.schedule().text(), it.schedule().next(now)));
    }

    /** Runs each job that is due, and that no other replica runs. */
    void runDue() {
        jobs.forEach((name, job) -> {
            try {
                transaction.executeWithoutResult(status -> runIfDue(name, job));
            } catch (RuntimeException e) {
                log.warn("repeating job {} failed, and runs again", name, e);
            }
        });
    }

    private void runIfDue(String name, Scheduled job) {
        Optional<Instant> due = repository.lock(name);
        if (due.isEmpty()) {
            return;
        }
        JobSchedule schedule = job.schedule();
        Instant now = repository.now();
        Instant next = schedule.next(now);
        if (due.get().isAfter(now)) {
            // Only a clock that was set back leaves a time that lies behind the next one.
            if (due.get().isAfter(next)) {
                repository.dueAgainAt(name, next);
            }
            return;
        }
        Instant time = schedule.latest(due.get(), now);
        if (schedule.missed() == Missed.ONCE || Duration.between(time, now).compareTo(LATE) <= 0) {
            run(job, time);
        } else {
            log.info("repeating job {} skips the time {}, which it has missed", name, time);
        }
        repository.dueAgainAt(name, next);
    }

    private void run(Scheduled scheduled, Instant time) {
        RepeatingJob job = scheduled.job();
        job.run(time.atZone(scheduled.schedule().zone()));
        repository.recordRun(job.name());
    }
}
