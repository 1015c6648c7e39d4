package io.orderflow.messaging.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a repeating job.
 *
 * @param schedule a cron expression with its time zone, or an interval
 * @param nextAt when it is due next
 * @param paused whether an operator has paused it
 * @param lastRunAt when it ran last; null if it never ran
 */
public record JobReport(
        String name,
        String schedule,
        Instant nextAt,
        boolean paused,
        @Nullable Instant lastRunAt) {}
