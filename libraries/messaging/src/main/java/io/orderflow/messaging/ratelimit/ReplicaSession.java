package io.orderflow.messaging.ratelimit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Shows the other replicas that this process is alive, by an advisory lock in its own database session. The session ends when the
 * process dies, and not when the process is only stopped. Once a second the session is checked and the database's clock is read.
 *
 * <p>The session uses one connection of the pool permanently.
 */
final class ReplicaSession {

    /** After this time without a successful check, this replica must start no effect. */
    static final Duration TRUSTED_FOR = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ReplicaSession.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration ANSWERS_IN = Duration.ofSeconds(4);

    /** Lets the database notice the loss of the whole machine: after 5 s without traffic and three probes, 2 s apart. */
    private static final String KEEP_ALIVE =
            "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3";

    private final DataSource dataSource;
    private final long key = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final ClockOffset clock = new ClockOffset();
    private volatile @Nullable Long checkedAt;
    private @Nullable Connection connection;

    ReplicaSession(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Identifies this replica as the owner of tokens. */
    long key() {
        return key;
    }

    /** Whether the other replicas certainly know that this one is alive. */
    boolean isTrusted() {
        Long at = checkedAt;
        return at != null && System.nanoTime() - at < TRUSTED_FOR.toNanos();
    }

    /** Records a reading of the database's clock. The result converts times that were read with it. */
    ClockOffset.Reading observe(long asked, long databaseTime, long answered) {
        synchronized (clock) {
            return clock.observe(asked, databaseTime, answered);
        }
    }

    /** Checks once a second until the thread is interrupted. */
    void keep() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                check();
            } catch (SQLException | RuntimeException e) {
                log.debug("the session of this replica is lost", e);
                disconnect();
            }
            Thread.sleep(CHECK_EVERY.toMillis());
        }
    }

    private void check() throws SQLException {
        if (connection == null) {
            Connection opened = dataSource.getConnection();
            connection = opened;
            opened.setNetworkTimeout(Runnable::run, (int) ANSWERS_IN.toMillis());
            client().sql(KEEP_ALIVE).update();
            client().sql("select pg_advisory_lock_shared(?)")
                    .param(key)
                    .query((row, number) -> true)
                    .single();
        }
        long asked = System.nanoTime();
        long micros = client().sql("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                .query(Long.class)
                .single();
        observe(asked, micros * 1000, System.nanoTime());
        checkedAt = asked;
    }

    private JdbcClient client() {
        return JdbcClient.create(new SingleConnectionDataSource(Objects.requireNonNull(connection), true));
    }

    /** Ends the session. Call this when this replica holds no tokens any more, from the thread that ran {@link #keep}. */
    void end() {
        if (connection != null) {
            try {
                client().sql("select pg_advisory_unlock_shared(?)")
                        .param(key)
                        .query((row, number) -> true)
                        .single();
            } catch (RuntimeException e) {
                log.debug("the session of this replica ended by itself", e);
            }
            disconnect();
        }
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("the session of this replica could not be closed", e);
            }
            connection = null;
        }
    }
}
