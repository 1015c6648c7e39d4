package io.orderflow.bench;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = {
            "Measures how many orders are accepted a second, and how fast, beside what people would use instead, and beside what "
                    + "the database and the broker can do at most. Everything is on this machine, the load among it.",
            "Starts a system of its own on free ports, as processes even where Docker is there, with data that it deletes "
                    + "afterwards. Ends with 1 if Orderflow has lost an order."
        },
        footer = "%nExample: ./demo bench --quick    (some 3 minutes; the whole takes some 20)")
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "One short round in place of two long ones.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "How often all are measured; default 2, or 1 if quick.")
    private Integer rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description =
                    "How long each is under load, at most, until it gets no faster and is measured; default 90 s, or 20 if quick.")
    private Integer warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long each load is measured; default 8 s, or 4 if quick.")
    private Integer seconds;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where report, figures and charts go; default benchmarks/results, or its folder quick.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        System.setProperty("ORDERFLOW_NATIVE", "true");
        RunFolder folder = new RunFolder("orderflow-bench", err);
        err.printf("Starting the infrastructure. Logs are in %s%n", folder.logs());
        return folder.exitCode(() -> {
            Results results;
            // As many workers as the peers have.
            try (Orderflow system = Orderflow.builder(folder.home())
                    .setting(Orderflow.PAYMENTS, "ORDERFLOW_CONSUMERS_PAYMENT_CONCURRENCY", "10")
                    .build()) {
                system.startInfrastructure();
                results = new Bench(system, plan(), progress(err)).run();
            }
            tell(new Report(results), err);
            return results.shop(Contestants.OURS).isPresent();
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
        Path results = Project.find().root().resolve("benchmarks/results");
        return quick ? results.resolve("quick") : results;
    }
}
