package io.orderflow.messaging.job;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job runs: at the times of a cron expression, or in an interval.
 *
 * @param cron six fields, from seconds to days of the week, as Spring's {@link CronExpression} reads them; null for an interval
 * @param every the interval; its times are multiples of it since 1970, so that all replicas have the same; null for a cron
 *     expression
 * @param zone the time zone of the cron expression. When the clocks go forward, a time that does not exist is an hour later;
 *     when they go back, a time that comes twice counts once.
 * @param missed whether a job that could not run at its time, because all replicas were stopped or the database was away, runs later
 */
public record JobSchedule(
        @Nullable String cron,
        @DurationMin(seconds = 1) @Nullable Duration every,
        @DefaultValue("UTC") @NotNull ZoneId zone,
        @DefaultValue("ONCE") @NotNull Missed missed) {

    public enum Missed {
        /** Once, for the latest of the missed times. */
        ONCE,
        /** Not at all. */
        SKIP
    }

    /** @throws IllegalArgumentException if the cron expression is none */
    public JobSchedule {
        if (cron != null) {
            CronExpression.parse(cron);
        }
    }

    @AssertTrue(message = "needs either a cron expression or an interval")
    boolean isCronOrInterval() {
        return (cron == null) != (every == null);
    }

    /** The first time after the given one. */
    Instant next(Instant after) {
        if (every != null) {
            long millis = every.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), millis) + 1) * millis);
        }
        // Cron expressions are about local times. With a time zone, Spring's would skip a day's time in the gap, and
        // repeat one in
        // the hour that comes twice.
        CronExpression expression = CronExpression.parse(Objects.requireNonNull(cron));
        LocalDateTime local = after.atZone(zone).toLocalDateTime();
        Instant next;
        do {
            local = expression.next(local);
            if (local == null) {
                throw new IllegalStateException("the cron expression '%s' has no time after %s".formatted(cron, after));
            }
            next = local.atZone(zone).toInstant();
        } while (!next.isAfter(after));
        return next;
    }

    /** The latest of the times from {@code due} on that are not after {@code now}. */
    Instant latest(Instant due, Instant now) {
        Instant latest = due;
        for (Instant next = next(due); !next.isAfter(now); next = next(next)) {
            latest = next;
        }
        return latest;
    }

    /** Identifies the schedule, and is shown to operators. */
    String text() {
        return every != null ? "every " + every.toString().substring(2).toLowerCase(Locale.ROOT) : cron + " " + zone;
    }
}
