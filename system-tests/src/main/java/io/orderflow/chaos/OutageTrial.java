package io.orderflow.chaos;

import io.orderflow.infrastructure.Broker;
import io.orderflow.infrastructure.DatabaseCredentials;
import io.orderflow.infrastructure.Waiting;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ResidentMemory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A system as it is every day, whose broker is away for a long time. */
final class OutageTrial implements AutoCloseable {

    private static final Duration BEFORE = Duration.ofSeconds(20);
    /** Orders go on for so long after the broker is back. */
    private static final Duration AFTER = Duration.ofMinutes(3);

    private static final Duration SERVED_IN = Duration.ofMinutes(1);

    private final Orderflow system;
    private final int rate;
    private final Consumer<String> progress;

    private OutageTrial(Orderflow system, int rate, Consumer<String> progress) {
        this.system = system;
        this.rate = rate;
        this.progress = progress;
    }

    static OutageTrial start(Path home, int rate, Consumer<String> progress) {
        return new OutageTrial(Orderflow.builder(home).progress(progress).start(), rate, progress);
    }

    /** @return whether it is as promised */
    boolean run(Duration away, boolean alarm, PrintWriter out) throws InterruptedException, SQLException {
        Broker broker = system.broker();
        Duration all = BEFORE.plus(away).plus(AFTER);
        int orders = (int) (rate * all.toSeconds());
        try (Customers customers = new Customers(new Shop(List.of(system.orderApi())), orders, 1)) {
            customers.comeOver(all);
            TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
            long memoryBefore = memory();

            progress.accept(alarm ? "The broker is short of memory." : "The broker is killed.");
            takeAway(broker, alarm);
            long memoryMost = watch(away, customers);
            long longestOutage = customers.longestOutage().toMillis();

            long waiting = outbox();
            long size = number("select pg_total_relation_size('messaging.outbox')");
            int acceptedBefore = customers.done();
            progress.accept("The broker comes back.");
            giveBack(broker, alarm);
            long back = System.nanoTime();
            boolean isEmpty = Waiting.until(AFTER, () -> outbox() < rate);
            double took = (System.nanoTime() - back) / 1e9;
            long published = waiting + customers.done() - acceptedBefore - outbox();
            progress.accept("The outbox is empty after %.1f s. Waiting for the last orders ...".formatted(took));
            customers.endWithin(AFTER.plus(SERVED_IN));
            Waiting.until(SERVED_IN, () -> outbox() == 0);

            long stored = number("select count(*) from orders");
            long doubled = number(
                    "payments",
                    "select count(*) from (select from gateway.charge group by left(reference, 42) having count(*) > 1) d");
            out.println("| | |");
            out.println("|---|---:|");
            row(out, "broker away", "%d s, %s".formatted(away.toSeconds(), alarm ? "short of memory" : "killed"));
            row(out, "orders a second", Integer.toString(rate));
            row(
                    out,
                    "orders acknowledged with 201",
                    "%,d".formatted(customers.receipts().size()));
            row(out, "orders stored", "%,d".formatted(stored));
            row(out, "complaints", "%,d".formatted(customers.complaints().size()));
            row(out, "longest time without a 201 meanwhile", "%.1f s".formatted(longestOutage / 1e3));
            row(out, "outbox at the end of it", "%,d messages, %,d MB".formatted(waiting, size >> 20));
            row(
                    out,
                    "published afterwards, with what came meanwhile",
                    "%,d in %.1f s: %,.0f a second".formatted(published, took, published / took));
            row(
                    out,
                    "resident memory of order-service before, at most, and after",
                    "%d, %d, %d MB".formatted(memoryBefore, memoryMost, memory()));
            row(out, "left in the outbox", "%,d".formatted(outbox()));
            row(out, "orders charged twice", "%,d".formatted(doubled));
            out.flush();
            return isEmpty
                    && customers.complaints().isEmpty()
                    && stored == customers.receipts().size()
                    && outbox() == 0
                    && doubled == 0;
        }
    }

    private static void takeAway(Broker broker, boolean alarm) {
        if (alarm) {
            broker.setShortOfMemory(true);
        } else {
            broker.kill();
        }
    }

    private static void giveBack(Broker broker, boolean alarm) {
        if (alarm) {
            broker.setShortOfMemory(false);
        } else {
            broker.start();
        }
    }

    /** @return the most memory that order-service used */
    private long watch(Duration time, Customers customers) throws InterruptedException {
        long most = 0;
        for (long second = 1; second <= time.toSeconds(); second++) {
            TimeUnit.SECONDS.sleep(1);
            long memory = memory();
            most = Math.max(most, memory);
            if (second % 5 == 0) {
                progress.accept("%4d s  %,d orders  %,d messages in the outbox  %d MB"
                        .formatted(second, customers.done(), outbox(), memory));
            }
        }
        return most;
    }

    private long memory() {
        return ResidentMemory.megabytes(system.service(Orderflow.ORDERS).pid());
    }

    private long outbox() {
        try {
            return number("select count(*) from messaging.outbox");
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say how long the outbox is: " + e.getMessage(), e);
        }
    }

    private long number(String query) throws SQLException {
        return number("orders", query);
    }

    private long number(String database, String query) throws SQLException {
        DatabaseCredentials access = system.database(database);
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void row(PrintWriter out, String what, String value) {
        out.printf("| %s | %s |%n", what, value);
    }

    @Override
    public void close() {
        system.close();
    }
}
