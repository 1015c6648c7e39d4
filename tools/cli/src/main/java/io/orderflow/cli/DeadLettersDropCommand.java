package io.orderflow.cli;

import io.orderflow.launcher.OpsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "drop",
        description = "Deletes a dead letter for good. The audit log keeps operator and reason.",
        footer = "%nExample: ./demo dead-letters drop 3f2a91c0 --reason \"sent by hand\"")
final class DeadLettersDropCommand implements Callable<Integer> {

    private static final int LONGEST_REASON = 500;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", converter = DeadLetterId.class, description = DeadLetterId.DESCRIPTION)
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "The reason, for the audit log.")
    private String reason;

    @Override
    public Integer call() {
        DeadLettersCommand.refuseOptionsBefore(spec);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new ParameterException(
                    spec.commandLine(), "--reason is a text of at most " + LONGEST_REASON + " characters.");
        }
        Operations operations = Operations.of(spec);
        DeadLetterSearch.Found found = new DeadLetterSearch(operations).resolve(id);
        found.service().delete("/ops/dead-letters/" + found.letter().id() + "?reason=" + OpsApi.encoded(reason));
        spec.commandLine().getOut().printf("%s is dropped.%n", id);
        return operations.exitCode();
    }
}
