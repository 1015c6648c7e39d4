package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the relay with many rows in the outbox: one transaction writes all rows, to become due a little later. Before they are due,
 * PostgreSQL vacuums the table, as it would have done during single inserts.
 */
final class Relay {

    /** Reads the whole table, which costs little while the relay sleeps. */
    private static final String ROWS = "select count(*) from messaging.outbox";

    /** Reads one row through the relay's own index, so that the query does not slow the relay down. */
    private static final String ANY_ROW =
            "select count(*) from (select from messaging.outbox order by due_at, id limit 1) first";

    private static final Duration EMPTY_IN = Duration.ofSeconds(60);

    /** The time to write and vacuum a row, on a slow machine. */
    private static final Duration READY_IN_A_ROW = Duration.ofNanos(40_000);

    private static final Duration READY_IN_AT_LEAST = Duration.ofSeconds(1);

    private final Sql orders;

    /** @param orders their database, as its administrator, because others may not vacuum */
    Relay(Sql orders) {
        this.orders = orders;
    }

    /** Measures until no row is left. Starts when the first rows are gone, because the relay may not have polled before. */
    double perSecond(PlacedOrder order, int rows) {
        return measure(order, rows, (connection, left, end) -> {
            try (PreparedStatement any = connection.prepareStatement(ANY_ROW)) {
                await(any, 0, Duration.ofMillis(10), end);
            }
            return left;
        });
    }

    /** Measures for {@code time}, with a backlog of {@code rows}; leaves the remaining rows. */
    double perSecond(PlacedOrder order, int rows, Duration time) {
        return measure(order, rows, (connection, left, end) -> {
            LockSupport.parkNanos(time.toNanos());
            try (PreparedStatement count = connection.prepareStatement(ROWS)) {
                return left - await(count, left, Duration.ZERO, end);
            }
        });
    }

    private double measure(PlacedOrder order, int rows, Work work) {
        try (Connection connection = orders.connect();
                PreparedStatement count = connection.prepareStatement(ROWS)) {
            Duration dueIn = READY_IN_A_ROW.multipliedBy(rows).plus(READY_IN_AT_LEAST);
            long end = System.nanoTime() + dueIn.plus(EMPTY_IN).toNanos();
            fill(connection, order, rows, dueIn);
            orders.execute("vacuum (analyze) messaging.outbox");
            orders.execute("checkpoint");
            long left = await(count, rows - 1L, Duration.ofMillis(5), end);
            long began = System.nanoTime();
            return work.done(connection, left, end) / ((System.nanoTime() - began) / 1e9);
        } catch (SQLException e) {
            throw new LauncherException("The relay can't be measured: " + e.getMessage(), e);
        }
    }

    /** @return how many rows were left */
    int drop(PlacedOrder order) {
        return orders.execute("delete from messaging.outbox where correlation_id = '%s'".formatted(order.id()));
    }

    private static void fill(Connection connection, PlacedOrder order, int rows, Duration dueIn) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into messaging.outbox
                       (exchange, routing_key, message_id, type, correlation_id, headers, body, due_at)
                select ?, ?, gen_random_uuid()::text, ?, ?, ?::jsonb, ?, now() + ? * interval '1 millisecond'
                  from generate_series(1, ?)""")) {
            insert.setString(1, order.values().get("exchange"));
            insert.setString(2, order.values().get("routingKey"));
            insert.setString(3, order.values().get("type"));
            insert.setString(4, order.id());
            insert.setString(5, order.values().get("headers"));
            insert.setBytes(6, order.body());
            insert.setLong(7, dueIn.toMillis());
            insert.setInt(8, rows);
            insert.executeUpdate();
        }
    }

    /** @return the result of the query, as soon as it is at most {@code atMost} */
    private static long await(PreparedStatement query, long atMost, Duration every, long end) throws SQLException {
        while (System.nanoTime() < end) {
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getLong(1) <= atMost) {
                    return row.getLong(1);
                }
            }
            LockSupport.parkNanos(every.toNanos());
        }
        throw new LauncherException("No speed, because rows were still in the outbox after " + EMPTY_IN.toSeconds()
                + " s. The log of order-service may say why.");
    }

    /** Returns how many of the rows left at the start were gone at the end. */
    @FunctionalInterface
    private interface Work {
        long done(Connection connection, long left, long end) throws SQLException;
    }
}
