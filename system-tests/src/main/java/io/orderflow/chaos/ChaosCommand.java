package io.orderflow.chaos;

import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.security.SecureRandom;
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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        System.setProperty("ORDERFLOW_NATIVE", "true");
        long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        int faults = Math.max(only.size(), orders / ORDERS_PER_FAULT);
        Schedule schedule = Schedule.of(chosen, only, faults, Duration.ofMinutes(minutes));
        RunFolder folder = new RunFolder("orderflow-chaos", err);
        err.printf(
                "Seed %d: %d faults in %d s. Logs are in %s%n",
                chosen, schedule.faults().size(), schedule.length().toSeconds(), folder.logs());
        return folder.exitCode(() -> {
            Chaos.Outcome outcome;
            try (Victim victim = Victim.start(folder.home(), Strength.OF_LOAD, err::println)) {
                outcome = new Chaos(victim, err).run(schedule, orders, chosen);
            }
            new ChaosReport(outcome.faults(), outcome.verdict(), outcome.outage()).print(out);
            return outcome.verdict().isGood();
        });
    }
}
