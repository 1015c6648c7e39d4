package io.orderflow.chaos;

import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** A run of {@link Chaos} from its first line to its report. */
final class Run {

    private final CommandSpec command;
    private final Schedule schedule;
    private final long seed;

    Run(CommandSpec command, Schedule schedule, long seed) {
        this.command = command;
        this.schedule = schedule;
        this.seed = seed;
    }

    /** The given seed, or any where there is none. */
    static long seed(Long given) {
        return given == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : given;
    }

    /**
     * @param start makes what is to be broken, with its data in this folder
     * @return 0 if all was as promised, 1 if not
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
