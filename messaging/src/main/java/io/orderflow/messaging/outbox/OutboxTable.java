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

/** The rows of the outbox. */
class OutboxTable {

    private static final TypeReference<Map<String, Object>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    OutboxTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(OutgoingMessage message) {
        insert(message, null, 0, Duration.ZERO);
    }

    /** Puts a row that was taken back, to be tried again after a pause. */
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
                        Storable.text(message.routingKey()),
                        Storable.text(message.messageId()),
                        Storable.text(message.type()),
                        Storable.text(message.correlationId()),
                        json.writeValueAsString(Storable.headers(message.headers())),
                        message.body(),
                        failures,
                        createdAt == null ? null : Timestamp.from(createdAt),
                        pause.toMillis())
                .update();
    }

    /**
     * Makes the transaction one that takes rows to publish them.
     *
     * <p>It reads them in the order of an index, and no more of them than are wanted. A plan that was made while the table
     * was empty, as a connection keeps it, may read all that are due and sort them: then it costs the same, and when a
     * million wait it takes seconds for each batch.
     *
     * <p>And nobody waits until the disk has its commit. What a dying database may forget is that messages were published,
     * and then they are published once more, as after a crash of the relay.
     */
    void beginBatch() {
        jdbc.sql("""
                set local enable_bitmapscan = off;
                set local enable_seqscan = off;
                set local synchronous_commit = off""").update();
    }

    /**
     * Takes the rows due longest out of the table, in their order. Until the transaction ends nobody else sees them, and
     * if it rolls back they were never gone. Rows that another replica is publishing are passed over.
     *
     * <p>An array and not a subquery: that could be joined, which reads the whole table where the statistics mislead. And
     * {@code statement_timestamp()}: {@code clock_timestamp()} may change from row to row, so no index is searched by it, and
     * all rows that are not due would be read.
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
