package io.orderflow.cli;

import io.orderflow.launcher.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = {
            "Places orders at a fixed rate, regardless of the answers, and prints a line a second: orders accepted, "
                    + "waiting at the broker, paid and mailed.",
            "Ctrl-C stops it and prints the summary."
        },
        footer = "%nExample: ./demo load --rate 100 --for 10 --until-drained")
final class LoadCommand implements Callable<Integer> {

    private static final int MAX_RATE = 5_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OrderOptions options;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "100",
            description = "Orders a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long; default ${DEFAULT-VALUE} s.")
    private int seconds;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "How long to watch afterwards; default ${DEFAULT-VALUE} s. The queues need longer: the services "
                            + "handle 10 payments and 5 mails a second.")
    private int wait;

    @Option(names = "--until-drained", description = "Watch until each order is paid and mailed.")
    private boolean untilDrained;

    @Override
    public Integer call() {
        if (rate < 1 || rate > MAX_RATE || seconds < 1 || wait < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is 1 to " + MAX_RATE + ", --for at least 1, --wait at least 0.");
        }
        RunningSystem system = RunningSystem.find(Project.find());
        try (ResultEvents results = new ResultEvents(system.operator());
                QueueSizes queues = new QueueSizes(system.operator())) {
            Load load = new Load(new OrderApi(system.orderApi()), options.order(), results, queues);
            load.run(rate, seconds, untilDrained ? Integer.MAX_VALUE : wait);
            return load.isLossless() ? 0 : 1;
        }
    }
}
