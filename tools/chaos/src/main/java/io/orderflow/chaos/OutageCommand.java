package io.orderflow.chaos;

import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "outage",
        description = {
            "Stops the broker while customers order, and measures the size of the outbox, the memory of order-service, and "
                    + "how fast the outbox drains afterwards under continued load.",
            "Exits with 1 if an order was refused, lost or charged twice."
        },
        footer = "%nExample: ./demo chaos outage --minutes 10 --rate 200")
final class OutageCommand implements Callable<Integer> {

    private static final int HIGHEST_RATE = 1_000;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "How long the broker is away; default ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "Orders a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--alarm",
            description = "The broker is up but short of memory: it accepts connections but no messages.")
    private boolean alarm;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (minutes < 1 || rate < 1 || rate > HIGHEST_RATE) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes is at least 1, --rate 1 to " + HIGHEST_RATE + ".");
        }
        PrintWriter err = spec.commandLine().getErr();
        System.setProperty("ORDERFLOW_NATIVE", "true");
        RunFolder folder = new RunFolder("orderflow-chaos", err);
        err.printf("Logs are in %s%n", folder.logs());
        return folder.exitCode(() -> {
            try (OutageTrial trial = OutageTrial.start(folder.home(), rate, err::println)) {
                return trial.run(
                        Duration.ofMinutes(minutes), alarm, spec.commandLine().getOut());
            }
        });
    }
}
