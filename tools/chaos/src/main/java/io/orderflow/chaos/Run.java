package io.orderflow.chaos;

import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs {@link Chaos} and prints its output, from the first line to the report. */
final class Run {

    private final CommandSpec command;
    private final Schedule schedule;
    private final long seed;

    Run(CommandSpec command, Schedule schedule, long seed) {
        this.command = command;
        this.schedule = schedule;
        this.seed = seed;
    }

    /** Returns the given seed, or a random one. */
    static long seed(@Nullable Long given) {
        return given == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : given;
    }

    /**
     * @param start creates the system under test, with its data in this folder
     * @return 0 if the run found nothing, 1 otherwise
     */
    int exitCode(int orders, Function<Path, Subject> start) throws Exception {
        PrintWriter err = command.commandLine().getErr();
        RunFolder folder = new RunFolder("orderflow-chaos", err);
        err.printf(
                "Seed %d: %d faults in %d s. Logs are in %s%n",
                seed, schedule.faults().size(), schedule.length().toSeconds(), folder.logs());
        return folder.exitCode(() -> {
            Chaos.Outcome outcome;
            try (Subject subject = start.apply(folder.home())) {
                outcome = new Chaos(subject, err).run(schedule, orders, seed);
            }
            new ChaosReport(outcome.faults(), outcome.verdict(), outcome.outage())
                    .print(command.commandLine().getOut());
            return outcome.verdict().isGood();
        });
    }
}
