package io.orderflow.messaging.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts of this service that are on, for all its replicas. */
class AlertTable {

    private final JdbcClient jdbc;

    AlertTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Alert> all() {
        return jdbc.sql("select name, subject, since, text from messaging.alert order by since, name, subject")
                .query(AlertTable::alert)
                .list();
    }

    /** @return empty if it is on already */
    Optional<Alert> begin(String name, String subject, String text) {
        return jdbc.sql("""
                insert into messaging.alert (name, subject, text)
                values (?, ?, ?)
                on conflict do nothing
                returning name, subject, since, text""")
                .params(name, subject, text)
                .query(AlertTable::alert)
                .optional();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getString("name"),
                row.getString("subject"),
                row.getTimestamp("since").toInstant(),
                row.getString("text"));
    }

    /** @return false if it is over already */
    boolean end(Alert alert) {
        return jdbc.sql("delete from messaging.alert where name = ? and subject = ?")
                        .params(alert.name(), alert.subject())
                        .update()
                == 1;
    }
}
