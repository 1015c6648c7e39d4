package io.orderflow.bench;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = {
            "Measures throughput and latency of orders, and compares them with alternative implementations and with the limits of "
                    + "the database and the broker. Everything runs on this machine, including the load.",
            "Starts a separate system on free ports, as processes even if Docker is available, with data that it deletes "
                    + "afterwards. Exits with 1 if Orderflow lost an order."
        },
        footer = "%nExample: ./demo bench --quick    (about 3 minutes; the full run takes about 20)")
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Run one short round instead of two long ones.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "How many rounds to run; default 2, or 1 if quick.")
    private @Nullable Integer rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "The longest warm-up of each candidate; default 90 s, or 20 if quick.")
    private @Nullable Integer warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long to measure each load; default 8 s, or 4 if quick.")
    private @Nullable Integer seconds;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "The folder for report, figures and charts; default tools/benchmark/results, or its folder quick.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        System.setProperty("ORDERFLOW_NATIVE", "true");
        RunFolder folder = new RunFolder("orderflow-bench", err);
        err.printf("Starting the infrastructure. Logs are in %s%n", folder.logs());
        return folder.exitCode(() -> {
            BenchmarkResults results;
            // Uses as many workers as the peers.
            try (Orderflow system = Orderflow.builder(folder.home())
                    .setting(Orderflow.PAYMENTS, "ORDERFLOW_CONSUMERS_PAYMENT_CONCURRENCY", "10")
                    .build()) {
                system.startInfrastructure();
                results = new Bench(system, plan(), progress(err)).run();
            }
            tell(new Report(results), err);
            return results.shop(Peers.OURS).isPresent();
        });
    }

    private static Consumer<String> progress(PrintWriter err) {
        long began = System.nanoTime();
        return line -> err.printf("%4d s  %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), line);
    }

    private void tell(Report report, PrintWriter err) {
        Path written = out == null ? defaultFolder() : out;
        report.write(written);
        spec.commandLine().getOut().println(report.text());
        err.println("The report is " + written.resolve(Report.FILE));
    }

    private BenchPlan plan() {
        return (quick ? BenchPlan.QUICK : BenchPlan.FULL).with(rounds, warmUp, seconds);
    }

    private Path defaultFolder() {
        Path results = Project.find().root().resolve("tools/benchmark/results");
        return quick ? results.resolve("quick") : results;
    }
}
