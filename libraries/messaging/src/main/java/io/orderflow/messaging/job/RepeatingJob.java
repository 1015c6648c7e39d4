package io.orderflow.messaging.job;

import java.time.ZonedDateTime;

/**
 * Work that repeats. The schedule is a setting: {@code orderflow.jobs.<name>}.
 *
 * <p>A job runs once at each of its times, whatever the number of replicas, and in one transaction with the record of its run. So
 * a job that only sends messages through the outbox sends them exactly once for each time. If it throws, it runs again seconds
 * later.
 */
public interface RepeatingJob {

    /** The name of the job in the settings, such as {@code sales-report}. */
    String name();

    /**
     * Does the work of one time, in a transaction. Effects outside of the database belong into a consumer, to which the job sends a
     * message.
     *
     * @param time when the run was due, in the time zone of the schedule; now, if an operator runs the job
     */
    void run(ZonedDateTime time);
}
