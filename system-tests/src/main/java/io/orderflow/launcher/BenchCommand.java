package io.orderflow.launcher;

import io.orderflow.infrastructure.DatabaseCredentials;
import io.orderflow.infrastructure.PrivateFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = {
            "Measures how many orders are accepted a second, with the settings of ./demo up: limits on, relay running, and "
                    + "everything on this machine, the load among it.",
            "Starts a system of its own on free ports, with data that it deletes afterwards."
        },
        footer = "%nExample: ./demo bench --seconds 30")
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "Orders under way at the same time; default ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long to measure; default ${DEFAULT-VALUE} s.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long to run before measuring; default ${DEFAULT-VALUE} s.")
    private int warmUp;

    @Override
    public Integer call() throws IOException, SQLException {
        Path home = PrivateFiles.temporaryFolder("orderflow-bench");
        System.out.println("Starting a system to measure ...");
        long began = System.nanoTime();
        try (Orderflow system = Orderflow.builder(home)
                .progress(line -> System.out.println("  " + line))
                .start()) {
            double ready = (System.nanoTime() - began) / 1e9;
            Bench bench = new Bench(
                    system.orderApi(),
                    new NewOrder("bench@example.org", "pm_card_visa", "REGULAR", "book-42", 2, new BigDecimal("9.95")));
            System.out.printf("Warming up for %d s ...%n", warmUp);
            bench.run(connections, Duration.ofSeconds(warmUp));
            System.out.printf("Measuring for %d s ...%n%n", seconds);
            Bench.Measured measured = bench.run(connections, Duration.ofSeconds(seconds));
            long unpublished = outboxRows(system.database("orders"));
            Duration drained = awaitEmptyOutbox(system.database("orders"));

            line("java", Runtime.version().toString());
            line("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
            line("RabbitMQ", system.broker().version());
            line("ready after", "%.1f s".formatted(ready));
            line("orders accepted", "%,.0f a second over %d connections".formatted(measured.perSecond(), connections));
            line("POST p50, p99", "%.1f ms, %.1f ms".formatted(measured.millis(50), measured.millis(99)));
            line(
                    "outbox",
                    "%,d rows at the end of the load, empty %.1f s later"
                            .formatted(unpublished, drained.toNanos() / 1e9));
            for (String service : Orderflow.SERVICES) {
                line(
                        service,
                        "%d MB resident"
                                .formatted(residentMegabytes(
                                        system.service(service).pid())));
            }
        } finally {
            PrivateFiles.delete(home);
        }
        return 0;
    }

    private static void line(String name, String value) {
        System.out.printf("  %-16s %s%n", name, value);
    }

    private static Duration awaitEmptyOutbox(DatabaseCredentials database) throws SQLException {
        long began = System.nanoTime();
        while (outboxRows(database) > 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static long outboxRows(DatabaseCredentials database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from messaging.outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                / 1024;
    }
}
