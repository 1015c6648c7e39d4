package io.orderflow.messaging.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the active alerts of this service, shared by all its replicas. */
class AlertRepository {

    private final JdbcClient jdbc;

    AlertRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Alert> all() {
        return jdbc.sql("select name, subject, since, text from messaging.alert order by since, name, subject")
                .query(AlertRepository::alert)
                .list();
    }

    /** @return false if the alert is already active */
    boolean begin(Alert alert) {
        return jdbc.sql("""
                        insert into messaging.alert (name, subject, text, since, met_at)
                        values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(
                                alert.name(),
                                alert.subject(),
                                alert.text(),
                                Timestamp.from(alert.since()),
                                Timestamp.from(alert.since()))
                        .update()
                == 1;
    }

    void stillMet(Alert alert, Instant now) {
        jdbc.sql("update messaging.alert set met_at = greatest(met_at, ?) where name = ? and subject = ?")
                .params(Timestamp.from(now), alert.name(), alert.subject())
                .update();
    }

    /** Bounds the times of all alerts: a later time was stored before the clock was set back. */
    void boundTimes(Instant now) {
        jdbc.sql("""
                update messaging.alert set met_at = least(met_at, :now), since = least(since, :now)
                 where met_at > :now or since > :now""").param("now", Timestamp.from(now)).update();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getString("name"),
                row.getString("subject"),
                row.getTimestamp("since").toInstant(),
                row.getString("text"));
    }

    /** @return false if the alert has already ended, or if its condition was met after that time */
    boolean endUnlessMetAfter(Instant time, Alert alert) {
        return jdbc.sql("delete from messaging.alert where name = ? and subject = ? and met_at <= ?")
                        .params(alert.name(), alert.subject(), Timestamp.from(time))
                        .update()
                == 1;
    }
}
