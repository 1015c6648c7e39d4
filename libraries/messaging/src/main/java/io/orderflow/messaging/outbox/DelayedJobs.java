package io.orderflow.messaging.outbox;

import io.orderflow.messages.Message;
import io.orderflow.messaging.database.SharedClock;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages that are published at a later time. A job is stored in the database, so it survives crashes. When the job is due, it
 * moves to the outbox and is published within a second while the broker is available.
 */
public class DelayedJobs {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final JsonMapper json = JsonMapper.builder().build();

    DelayedJobs(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /**
     * Schedules a message. Does nothing if a job with that key already waits.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(String key, Instant dueAt, String exchange, String routingKey, Message message) {
        insert(key, dueAt, outbox.outgoing(exchange, routingKey, message), null);
    }

    /**
     * Postpones a message that its consumer could not handle now. Such a job can't be cancelled.
     *
     * @param pause on the database's clock, because the clock of this replica may be wrong
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void postpone(String consumer, Duration pause, OutgoingMessage message) {
        insert(
                "postponed.%s.%s".formatted(consumer, UUID.randomUUID()),
                SharedClock.now(jdbc).plus(pause),
                message,
                consumer);
    }

    private void insert(String key, Instant dueAt, OutgoingMessage outgoing, @Nullable String postponedBy) {
        jdbc.sql("""
                insert into messaging.delayed_job
                       (key, due_at, exchange, routing_key, message_id, type, correlation_id, headers, body, postponed_by)
                values (?, ?, ?, ?, coalesce(?, ''), coalesce(?, ''), coalesce(?, ''), ?::jsonb, ?, ?)
                on conflict (key) do nothing""")
                .params(key, Timestamp.from(dueAt), outgoing.exchange(), PostgresText.text(outgoing.routingKey()))
                .param(PostgresText.text(outgoing.messageId()))
                .param(PostgresText.text(outgoing.type()))
                .param(PostgresText.text(outgoing.correlationId()))
                .params(json.writeValueAsString(PostgresText.headers(outgoing.headers())), outgoing.body())
                .param(postponedBy)
                .update();
    }

    /** The number of postponed messages by consumer. Consumers without postponed messages are missing. */
    @Transactional(readOnly = true)
    public Map<String, Long> postponed() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("""
                select postponed_by, count(*) from messaging.delayed_job
                 where postponed_by is not null group by postponed_by""").query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    /**
     * Cancels the job, if it still waits. If the relay is moving the job to the outbox, this call waits for the outcome.
     *
     * @return false if no job with that key can be cancelled: it never existed, was cancelled or published, or is a message that
     *     a consumer has postponed
     */
    @Transactional
    public boolean cancel(String key) {
        return jdbc.sql("delete from messaging.delayed_job where key = ? and postponed_by is null")
                        .param(key)
                        .update()
                == 1;
    }

    /**
     * Lists the jobs that are due soonest.
     *
     * @param afterDue due time of the last job of the previous page; null for the first page
     * @param afterKey key of the last job of the previous page
     */
    @Transactional(readOnly = true)
    public List<DelayedJob> list(@Nullable Instant afterDue, String afterKey, int limit) {
        return jdbc.sql("""
                select key, due_at, created_at, type, message_id, correlation_id
                  from messaging.delayed_job
                 where (due_at, key) > (:dueAt, :key)
                 order by due_at, key
                 limit :limit""")
                .param("dueAt", Timestamp.from(afterDue == null ? Instant.EPOCH : afterDue))
                .param("key", afterDue == null ? "" : afterKey)
                .param("limit", limit)
                .query((row, number) -> new DelayedJob(
                        row.getString("key"),
                        row.getTimestamp("due_at").toInstant(),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("type"),
                        row.getString("message_id"),
                        row.getString("correlation_id")))
                .list();
    }

    /** The number of waiting jobs. */
    @Transactional(readOnly = true)
    public long count() {
        return jdbc.sql("select count(*) from messaging.delayed_job")
                .query(Long.class)
                .single();
    }

    /**
     * Restarts the wait of jobs that were stored in the future, before the database's clock was set back. They wait as long as they
     * were to wait, and no longer.
     *
     * @return how many jobs were changed
     */
    int boundTimes(int limit) {
        return jdbc.sql("""
                update messaging.delayed_job
                   set due_at = clock_timestamp() + greatest(due_at - created_at, interval '0'),
                       created_at = clock_timestamp()
                 where key = any (array(select key
                                          from messaging.delayed_job
                                         where created_at > statement_timestamp()
                                         limit ?
                                           for update skip locked))""").param(limit).update();
    }

    /**
     * Moves due jobs into the outbox and skips jobs that another replica is moving. The statement has the form of
     * {@link OutboxRepository#takeDue}, so that waiting jobs cost nothing.
     *
     * <p>The message starts its own trace, linked to the trace that scheduled it. The scheduling trace may have ended hours ago,
     * and the tracing backend may have closed it.
     *
     * @return how many jobs were moved
     */
    int release(int limit) {
        return jdbc.sql("""
                with due as (
                    delete from messaging.delayed_job
                     where key = any (array(select key
                                              from messaging.delayed_job
                                             where due_at <= statement_timestamp()
                                             order by due_at, key
                                             limit ?
                                               for update skip locked))
                    returning *)
                insert into messaging.outbox (exchange, routing_key, message_id, type, correlation_id, headers, body)
                select exchange, routing_key, message_id, type, correlation_id,
                       headers - '%1$s' || jsonb_strip_nulls(jsonb_build_object('%2$s', headers -> '%1$s')), body
                  from due""".formatted(TraceHeaders.PARENT, TraceHeaders.LINK))
                .param(limit)
                .update();
    }
}
