package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Project;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Shows the latest log lines of the services.",
        footer = "%nExample: ./demo logs email-service -f")
final class LogsCommand implements Runnable {

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            completionCandidates = PartParameter.Parts.class,
            description = "Only this one of ${COMPLETION-CANDIDATES}.")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Follow the logs until Ctrl-C.")
    private boolean follow;

    @Override
    public void run() {
        if (part != null && !RunningSystem.PARTS.contains(part)) {
            throw new LauncherException(
                    "There is no part " + part + ". It is one of " + String.join(", ", RunningSystem.PARTS) + ".");
        }
        RunningSystem system = RunningSystem.find(Project.find());
        if (part != null) {
            system.having(part);
        }
        system.logs(Optional.ofNullable(part), follow);
    }
}
