package io.orderflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Lists dead letters, newest first; the same as ./demo dead-letters.",
        footer = "%nExample: ./demo dead-letters list --consumer email --from 2026-01-31T08:30:00Z")
final class DeadLettersListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeadLetterListing listing;

    @Override
    public Integer call() {
        DeadLettersCommand.refuseOptionsBefore(spec);
        return listing.print(spec);
    }
}
