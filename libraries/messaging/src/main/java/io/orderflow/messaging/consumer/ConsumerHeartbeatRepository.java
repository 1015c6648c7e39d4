package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.ConsumerStatus.Rates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores the latest status of each consumer in each replica. */
class ConsumerHeartbeatRepository {

    /** A replica without a report for this long counts as gone. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(5);

    private static final TypeReference<List<WaitingMessage>> MESSAGES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    ConsumerHeartbeatRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void report(UUID replica, ConsumerStatus status) {
        jdbc.sql("""
                insert into messaging.consumer_replica
                       (consumer, replica, seen_at, followed, running, in_flight, handled_per_second, retried_per_second,
                        buried_per_second, oldest_at, next)
                values (?, ?, clock_timestamp(), ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                on conflict (consumer, replica) do update
                   set seen_at = excluded.seen_at, followed = excluded.followed, running = excluded.running, in_flight = excluded.in_flight,
                       handled_per_second = excluded.handled_per_second,
                       retried_per_second = excluded.retried_per_second,
                       buried_per_second = excluded.buried_per_second, oldest_at = excluded.oldest_at,
                       next = excluded.next""")
                .params(
                        status.consumer(),
                        replica,
                        status.followed(),
                        status.running(),
                        status.inFlight(),
                        status.rates().handled(),
                        status.rates().retried(),
                        status.rates().buried())
                .param(status.oldestAt() == null ? null : Timestamp.from(status.oldestAt()))
                .param(json.writeValueAsString(status.next()))
                .update();
    }

    /**
     * The latest status of each consumer, from all live replicas. A report from the future was made before the clock was set back;
     * a live replica replaces it within a second.
     */
    List<ConsumerStatus> alive() {
        return jdbc.sql("""
                select *
                  from messaging.consumer_replica
                 where seen_at between clock_timestamp() - ? * interval '1 second' and clock_timestamp()""").param(GONE_AFTER.toSeconds()).query(this::status).list();
    }

    void forget(UUID replica) {
        jdbc.sql("delete from messaging.consumer_replica where replica = ?")
                .param(replica)
                .update();
    }

    /** Deletes the rows of replicas that died without deleting their own. A live replica inserts its row again. */
    void forgetGone() {
        jdbc.sql(
                        "delete from messaging.consumer_replica where abs(extract(epoch from clock_timestamp() - seen_at)) > 3600")
                .update();
    }

    private ConsumerStatus status(ResultSet row, int number) throws SQLException {
        Timestamp oldest = row.getTimestamp("oldest_at");
        return new ConsumerStatus(
                row.getString("consumer"),
                row.getInt("followed"),
                row.getBoolean("running"),
                row.getInt("in_flight"),
                new Rates(
                        row.getDouble("handled_per_second"),
                        row.getDouble("retried_per_second"),
                        row.getDouble("buried_per_second")),
                oldest == null ? null : oldest.toInstant(),
                json.readValue(row.getString("next"), MESSAGES));
    }
}
