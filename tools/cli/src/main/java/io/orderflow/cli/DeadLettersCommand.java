package io.orderflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description = "Lists the dead letters of all services, newest first; sends them again or drops them.",
        footer = {
            "%nExample: ./demo dead-letters --consumer email",
            "Example: ./demo dead-letters redrive --reason exhausted"
        },
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersRedriveCommand.class,
            DeadLettersDropCommand.class
        })
final class DeadLettersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeadLetterListing listing;

    @Override
    public Integer call() {
        return listing.print(spec);
    }

    /** The subcommand would ignore options before it, and then send more messages again than the operator wanted. */
    static void refuseOptionsBefore(CommandSpec subcommand) {
        for (OptionSpec option :
                subcommand.parent().commandLine().getParseResult().matchedOptions()) {
            if (!option.inherited()) {
                throw new ParameterException(
                        subcommand.commandLine(),
                        "Give " + option.longestName() + " after " + subcommand.name() + ", not before it.");
            }
        }
    }
}
