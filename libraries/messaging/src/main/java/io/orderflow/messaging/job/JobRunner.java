package io.orderflow.messaging.job;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Looks for due jobs on a thread of its own, because a job may take long. */
class JobRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration STOPS_IN = Duration.ofSeconds(15);

    private final RepeatingJobs jobs;
    private volatile @Nullable ScheduledExecutorService thread;
    private boolean scheduled;

    JobRunner(RepeatingJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void start() {
        ScheduledExecutorService starting =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("repeating-jobs-"));
        thread = starting;
        starting.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (!scheduled) {
                jobs.schedule();
                scheduled = true;
            }
            jobs.runDue();
        } catch (RuntimeException e) {
            log.debug("the database is away", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = thread;
        if (stopping == null) {
            return;
        }
        thread = null;
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(STOPS_IN.toSeconds(), TimeUnit.SECONDS)) {
                stopping.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
