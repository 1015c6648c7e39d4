package io.orderflow.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = {
            "Breaks and repairs a system repeatedly while customers order, then audits its data: nothing may be lost, "
                    + "and nothing charged twice. Exits with 1 otherwise.",
            "Starts a separate system on free ports, as processes even if Docker is available, with two replicas of each service "
                    + "and with data that it deletes afterwards."
        },
        footer = {
            "%nExample: ./demo chaos --orders 20000 --seed 42    (the same seed makes the same faults)",
            "         ./demo chaos --seeds 50                   (many schedules in a row)"
        },
        subcommands = {ClusterCommand.class, LimitsCommand.class, OutageCommand.class})
public final class ChaosCommand implements Callable<Integer> {

    private static final int ORDERS_PER_FAULT = 500;
    /** With more orders, two cores would have no capacity to restart killed processes. */
    private static final int MOST_ORDERS_A_SECOND = 40;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "How many orders customers place; default ${DEFAULT-VALUE}. There is a fault for every 500 orders, "
                            + "and at least one of each kind.")
    private int orders;

    @Option(names = "--seed", paramLabel = "S", description = "The schedule's seed; default: a random number.")
    private @Nullable Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many runs, one after the other, each with the next seed; ends after a bad one. Default 1.")
    private int seeds;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "15",
            description = "The longest time for faults; default ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            split = ",",
            description = "Only these kinds of faults, of: ${COMPLETION-CANDIDATES}.")
    private List<FaultKind> only = FaultKind.TO_PROCESSES;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!FaultKind.TO_PROCESSES.containsAll(only)) {
            throw new ParameterException(
                    spec.commandLine(), "Here the broker is one node. To kill one of three: ./demo chaos cluster");
        }
        System.setProperty("ORDERFLOW_NATIVE", "true");
        long first = Run.seed(seed);
        for (int i = 0; i < seeds; i++) {
            int exitCode = run(first + i);
            if (exitCode != 0) {
                return exitCode;
            }
        }
        return 0;
    }

    private int run(long chosen) throws Exception {
        int faults = Math.max(only.size(), orders / ORDERS_PER_FAULT);
        Schedule schedule = Schedule.of(chosen, only, faults, Duration.ofMinutes(minutes))
                .spreadOver(Duration.ofSeconds(orders / MOST_ORDERS_A_SECOND));
        return new Run(spec, schedule, chosen)
                .exitCode(
                        orders,
                        home -> FaultTarget.start(
                                home, SystemSize.OF_LOAD, spec.commandLine().getErr()::println));
    }
}
