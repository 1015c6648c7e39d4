package io.orderflow.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description = "Lists what could not be handled, of all services and newest first; sends it again, or drops it.",
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

    /** Options before the subcommand would choose nothing, and then more would be sent again than was meant. */
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
