package io.orderflow.messaging.database;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock of the database, which all replicas share. The clock of a replica may be wrong. */
public final class SharedClock {

    private SharedClock() {}

    public static Instant now(JdbcClient jdbc) {
        return jdbc.sql("select clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
