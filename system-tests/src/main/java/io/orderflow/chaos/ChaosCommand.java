package io.orderflow.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = {
            "Breaks a system again and again while customers order, repairs it, and then closes the books: nothing may be lost, "
                    + "and nothing charged twice. Ends with 1 if anything was.",
            "Starts a system of its own on free ports, as processes even where Docker is there, two replicas of each service, "
                    + "with data that it deletes afterwards."
        },
        footer = "%nExample: ./demo chaos --orders 20000 --seed 42    (the same seed makes the same faults)",
        subcommands = {ClusterCommand.class, LimitsCommand.class, OutageCommand.class})
public final class ChaosCommand implements Callable<Integer> {

    private static final int ORDERS_PER_FAULT = 500;
    /** More than that, and two cores are busy with orders instead of starting again what was killed. */
    private static final int MOST_ORDERS_A_SECOND = 40;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "How many orders customers place; default ${DEFAULT-VALUE}. There is a fault for every 500 of them, "
                            + "and one of each kind at least.")
    private int orders;

    @Option(names = "--seed", paramLabel = "S", description = "Which faults come when; default: a random number.")
    private Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "15",
            description = "How long faults may come, at most; default ${DEFAULT-VALUE}.")
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
        long chosen = Run.seed(seed);
        int faults = Math.max(only.size(), orders / ORDERS_PER_FAULT);
        Schedule schedule = Schedule.of(chosen, only, faults, Duration.ofMinutes(minutes))
                .spreadOver(Duration.ofSeconds(orders / MOST_ORDERS_A_SECOND));
        return new Run(spec, schedule, chosen)
                .exitCode(
                        orders,
                        home -> Victim.start(
                                home, Strength.OF_LOAD, spec.commandLine().getErr()::println));
    }
}
