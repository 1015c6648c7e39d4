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
 * The outbox when much waits in it: everything is written by one transaction, is due a little later, and then the relay is watched.
 * Until then PostgreSQL does what so many new rows have it do, which they would have had it do one by one.
 */
final class Relay {

    /** Reads the whole table, which costs little while the relay sleeps. */
    private static final String ROWS = "select count(*) from messaging.outbox";

    /** One row by the relay's own index: to look must not slow down what is looked at. */
    private static final String ANY_ROW =
            "select count(*) from (select from messaging.outbox order by due_at, id limit 1) first";

    private static final Duration EMPTY_IN = Duration.ofSeconds(60);

    /** To write one, and to vacuum it, on a slow machine. */
    private static final Duration READY_IN_A_ROW = Duration.ofNanos(40_000);

    private static final Duration READY_IN_AT_LEAST = Duration.ofSeconds(1);

    private final Sql orders;

    /** @param orders their database, as its administrator: whoever else may not vacuum */
    Relay(Sql orders) {
        this.orders = orders;
    }

    /** Until none is left. Counts from when the first rows are gone: until then the relay may not have looked. */
    double perSecond(PlacedOrder order, int rows) {
        return measure(order, rows, (connection, left, end) -> {
            try (PreparedStatement any = connection.prepareStatement(ANY_ROW)) {
                await(any, 0, Duration.ofMillis(10), end);
            }
            return left;
        });
    }

    /** For this time, while others of so many wait; it leaves the rest. */
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

    /** @return what the query answers, once that is no more than {@code atMost} */
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

    /** Tells how many rows were gone at its end, of those that were left at its beginning. */
    @FunctionalInterface
    private interface Work {
        long done(Connection connection, long left, long end) throws SQLException;
    }
}
