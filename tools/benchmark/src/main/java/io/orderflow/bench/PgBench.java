package io.orderflow.bench;

import io.orderflow.backing.Database;
import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the limit of the database: pgbench runs only the statement that places an order. */
final class PgBench {

    private static final int CLIENTS = 16;
    private static final String COPY = "bench_limit";
    private static final Pattern TRANSACTIONS_PER_SECOND = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern TRANSACTIONS = Pattern.compile("actually processed: ([0-9]+)");

    private final Orderflow system;
    private final Tool pgbench;

    PgBench(Orderflow system) {
        this.system = system;
        this.pgbench = Tool.pgbench();
    }

    /**
     * Runs on a copy of the database of orders, as the service's user. The services must not be running.
     *
     * @throws LauncherException if a statement failed, or stored orders are missing
     */
    double ordersPerSecond(PlacedOrder order, Duration time) {
        Sql administrator = new Sql(system.database().admin());
        administrator.execute("drop database if exists " + COPY);
        administrator.execute("create database " + COPY + " template orders");
        try {
            DatabaseCredentials service = system.database("orders");
            DatabaseCredentials copy = system.database().admit(service.user(), service.password(), COPY);
            administrator.execute("checkpoint");
            return run(copy, order, time);
        } finally {
            administrator.execute("drop database " + COPY + " with (force)");
        }
    }

    private double run(DatabaseCredentials copy, PlacedOrder order, Duration time) {
        Sql sql = new Sql(copy);
        long before = sql.number("select count(*) from orders");
        Path script = system.home().resolve("place-order.sql");
        PrivateFiles.write(script, PlaceStatement.script());
        String said = pgbench.run(command(copy, order, time, script), Map.of("PGPASSWORD", copy.password()));
        long done = Long.parseLong(find(TRANSACTIONS, said));
        long stored = sql.number("select count(*) from orders") - before;
        if (done != stored) {
            throw new LauncherException("pgbench placed %d orders, but %d are stored.".formatted(done, stored));
        }
        return Double.parseDouble(find(TRANSACTIONS_PER_SECOND, said));
    }

    private List<String> command(DatabaseCredentials copy, PlacedOrder order, Duration time, Path script) {
        Database database = system.database();
        List<String> words = new ArrayList<>(List.of(
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--username=" + copy.user(),
                "--protocol=prepared",
                "--no-vacuum",
                "--client=" + CLIENTS,
                "--jobs=2",
                "--time=" + time.toSeconds(),
                "--file=" + script));
        order.values().forEach((name, value) -> words.add("--define=" + name + "=" + value));
        words.add(COPY);
        return words;
    }

    private static String find(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new LauncherException("The output of pgbench was not understood:\n" + said);
        }
        return found.group(1);
    }
}
