package io.orderflow.messaging.outbox;

import io.orderflow.messaging.OversizedBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores the rows of the outbox. */
class OutboxRepository {

    private static final TypeReference<Map<String, Object>> HEADERS = new TypeReference<>() {};

    /** The bodies and headers of one batch. A body in the batch takes several times its size while it is read and published. */
    private static final int BATCH_BYTES = 4 * 1024 * 1024;

    private static final String TAKE_DUE = """
            delete from messaging.outbox
             where id = any (array(
                select id
                  from (select id, bytes, sum(bytes) over (order by due_at, id) as bytes_so_far
                          from (select id,
                                       due_at,
                                       octet_length(body) + octet_length(headers::text) as bytes
                                  from messaging.outbox
                                 where due_at <= statement_timestamp()
                                 order by due_at, id
                                 limit ?
                                   for update skip locked) as due) as measured
                 where bytes_so_far - bytes < %3$s))
            returning id, created_at, failures, exchange, routing_key, message_id, type, correlation_id,
                      case when octet_length(body) > %1$s
                           then headers || jsonb_build_object('%4$s', octet_length(body),
                                                              '%5$s', encode(sha256(body), 'hex'))
                           else headers
                       end as headers,
                      case when octet_length(body) > %1$s then substring(body for %2$s) else body end as body""".formatted(
                    OversizedBody.LIMIT, OversizedBody.KEPT, BATCH_BYTES, OversizedBody.BYTES, OversizedBody.SHA256);

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    OutboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(OutgoingMessage message) {
        insert(message, null, 0, Duration.ZERO);
    }

    /** Inserts a row again that was taken, so that the relay retries it after a pause. */
    void putBack(OutboxRow row, Duration pause) {
        insert(row.message(), row.createdAt(), row.failures() + 1, pause);
    }

    /** @param createdAt null for now */
    private void insert(OutgoingMessage message, @Nullable Instant createdAt, int failures, Duration pause) {
        jdbc.sql("""
                insert into messaging.outbox
                       (exchange, routing_key, message_id, type, correlation_id, headers, body, failures, created_at,
                        due_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, coalesce(?::timestamptz, clock_timestamp()),
                        clock_timestamp() + ? * interval '1 millisecond')""")
                .params(message.exchange(), PostgresText.text(message.routingKey()))
                .param(PostgresText.text(message.messageId()))
                .param(PostgresText.text(message.type()))
                .param(PostgresText.text(message.correlationId()))
                .params(json.writeValueAsString(PostgresText.headers(message.headers())), message.body(), failures)
                .param(createdAt == null ? null : Timestamp.from(createdAt))
                .param(pause.toMillis())
                .update();
    }

    /**
     * Prepares the transaction for taking and publishing rows.
     *
     * <p>The transaction must read rows in index order, and only as many as it takes. A connection caches its plans. A plan made
     * for an empty table may read and sort all due rows: as cheap then, but seconds per batch once a million rows wait.
     *
     * <p>The commit does not wait for the disk. If the database crashes, it may lose the deletion of published rows. The relay
     * then publishes them again, as after its own crash.
     */
    void beginBatch() {
        jdbc.sql("""
                set local enable_bitmapscan = off;
                set local enable_seqscan = off;
                set local synchronous_commit = off""").update();
    }

    /**
     * Deletes the rows that have been due longest and returns them ordered by id: at most {@code limit} rows, and none after
     * {@value #BATCH_BYTES} bytes of bodies and headers. A body that the broker would refuse is cut, so that it can't stop the rows
     * behind it. Other transactions do not see the deletion before the commit, and a rollback keeps the rows. Rows that another
     * replica is publishing are skipped.
     *
     * <p>The statement uses an array because PostgreSQL could join a subquery, and with misleading statistics the join reads the
     * whole table. It uses {@code statement_timestamp()} because {@code clock_timestamp()} may change from row to row. An index
     * condition can't use that, so the statement would read all rows that are not due.
     */
    List<OutboxRow> takeDue(int limit) {
        return jdbc.sql(TAKE_DUE).param(limit).query(this::row).list().stream()
                .sorted(Comparator.comparingLong(OutboxRow::id))
                .toList();
    }

    /**
     * Makes rows due that wait longer than any pause: they were stored before the database's clock was set back.
     *
     * @param longest the longest pause of a row
     * @return how many rows were changed
     */
    int boundTimes(Duration longest, int limit) {
        return jdbc.sql("""
                update messaging.outbox
                   set due_at = clock_timestamp(), created_at = least(created_at, clock_timestamp())
                 where id = any (array(select id
                                         from messaging.outbox
                                        where due_at > statement_timestamp() + ? * interval '1 millisecond'
                                        order by due_at desc, id desc
                                        limit ?
                                          for update skip locked))""").params(longest.toMillis(), limit).update();
    }

    Backlog backlog() {
        return jdbc.sql("""
                select (select count(*) from (select from messaging.outbox limit 100000) counted) as messages,
                       coalesce(greatest(0, extract(epoch from clock_timestamp() - (
                                    select min(created_at)
                                      from (select created_at
                                              from messaging.outbox
                                             order by due_at, id
                                             limit 1000) soonest))), 0)::float8 as oldest_seconds""").query(Backlog.class).single();
    }

    private OutboxRow row(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("failures"),
                new OutgoingMessage(
                        row.getString("exchange"),
                        row.getString("routing_key"),
                        row.getString("message_id"),
                        row.getString("type"),
                        row.getString("correlation_id"),
                        json.readValue(row.getString("headers"), HEADERS),
                        row.getBytes("body")));
    }
}
