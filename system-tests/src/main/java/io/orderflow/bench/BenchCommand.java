package io.orderflow.bench;

import io.orderflow.infrastructure.OnExit;
import io.orderflow.infrastructure.PrivateFiles;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        footer = "%nExample: ./demo bench --quick    (3 minutes; the whole takes 20)")
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "One short round in place of three long ones.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where report, figures and charts go; default benchmarks/results, or its folder quick.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        System.setProperty("ORDERFLOW_NATIVE", "true");
        Path home = PrivateFiles.temporaryFolder("orderflow-bench");
        // Closed last: said first.
        OnExit.close(() -> PrivateFiles.delete(home));
        err.printf("Starting the infrastructure. Logs are in %s%n", home.resolve("logs"));
        Results results;
        try (Orderflow system = Orderflow.builder(home).build()) {
            system.startInfrastructure();
            results = new Bench(system, quick ? BenchPlan.QUICK : BenchPlan.FULL, err::println).run();
        }
        Report report = new Report(results);
        Path folder = out == null ? defaultFolder() : out;
        report.write(folder);
        spec.commandLine().getOut().println(report.text());
        err.println("The report is " + folder.resolve(Report.FILE));
        return results.shops().get(0).hasSpeed() ? 0 : 1;
    }

    private Path defaultFolder() {
        Path results = Project.find().root().resolve("benchmarks/results");
        return quick ? results.resolve("quick") : results;
    }
}
