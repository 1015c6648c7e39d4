package io.orderflow.messaging.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores the rows of the outbox. */
class OutboxRepository {

    private static final TypeReference<Map<String, Object>> HEADERS = new TypeReference<>() {};

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
    private void insert(OutgoingMessage message, Instant createdAt, int failures, Duration pause) {
        jdbc.sql("""
                insert into messaging.outbox
                       (exchange, routing_key, message_id, type, correlation_id, headers, body, failures, created_at,
                        due_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, coalesce(?::timestamptz, clock_timestamp()),
                        clock_timestamp() + ? * interval '1 millisecond')""")
                .params(
                        message.exchange(),
                        PostgresText.text(message.routingKey()),
                        PostgresText.text(message.messageId()),
                        PostgresText.text(message.type()),
                        PostgresText.text(message.correlationId()),
                        json.writeValueAsString(PostgresText.headers(message.headers())),
                        message.body(),
                        failures,
                        createdAt == null ? null : Timestamp.from(createdAt),
                        pause.toMillis())
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
     * Deletes the rows that have been due longest and returns them ordered by id. Other transactions do not see the deletion
     * before the commit, and a rollback keeps the rows. Rows that another replica is publishing are skipped.
     *
     * <p>The statement uses an array because PostgreSQL could join a subquery, and with misleading statistics the join reads the
     * whole table. It uses {@code statement_timestamp()} because {@code clock_timestamp()} may change from row to row. An index
     * condition can't use that, so the statement would read all rows that are not due.
     */
    List<OutboxRow> takeDue(int limit) {
        return jdbc.sql("""
                delete from messaging.outbox
                 where id = any (array(select id
                                         from messaging.outbox
                                        where due_at <= statement_timestamp()
                                        order by due_at, id
                                        limit ?
                                          for update skip locked))
                returning *""").param(limit).query(this::row).list().stream()
                .sorted(Comparator.comparingLong(OutboxRow::id))
                .toList();
    }

    Backlog backlog() {
        return jdbc.sql("""
                select (select count(*) from (select from messaging.outbox limit 100000) counted) as messages,
                       coalesce(extract(epoch from clock_timestamp() - (
                                    select min(created_at)
                                      from (select created_at
                                              from messaging.outbox
                                             order by due_at, id
                                             limit 1000) soonest)), 0)::float8 as oldest_seconds""").query(Backlog.class).single();
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
