package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "redrive",
        description = {
            "Sends dead letters back to their queues, where they wait like any other message: "
                    + "by their ids, by options, or all.",
            "A message that fails again becomes a new dead letter."
        },
        footer = {
            "%nExample: ./demo dead-letters redrive 3f2a91c0",
            "Example: ./demo dead-letters redrive --consumer email --reason permanent",
            "Example: ./demo dead-letters redrive --all"
        })
final class DeadLettersRedriveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            converter = DeadLetterId.class,
            description = DeadLetterId.DESCRIPTION)
    private List<String> ids = List.of();

    @Mixin
    private DeadLetterOptions options;

    @Option(names = "--all", description = "All dead letters of all services.")
    private boolean all;

    @Override
    public Integer call() {
        DeadLettersCommand.refuseOptionsBefore(spec);
        boolean byIds = !ids.isEmpty();
        boolean byOptions = !options.areEmpty();
        if ((byIds ? 1 : 0) + (byOptions ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw new ParameterException(
                    spec.commandLine(), "Say which: by their ids, or by options such as --consumer email, or --all.");
        }
        Operations operations = Operations.of(spec);
        boolean done = byIds ? redrive(operations) : redriveAll(operations);
        return done ? operations.exitCode() : 1;
    }

    /** Sends the others again even if one can't be found. */
    private boolean redrive(Operations operations) {
        DeadLetterSearch search = new DeadLetterSearch(operations);
        boolean done = true;
        for (String id : ids) {
            try {
                DeadLetterSearch.Found found = search.resolve(id);
                found.service().post("/ops/dead-letters/" + found.letter().id() + "/redrive");
                out().printf(
                                "%s is sent again, to %s.%n",
                                id, Table.plain(found.letter().consumer()));
            } catch (LauncherException e) {
                done = false;
                spec.commandLine().getErr().println(e.getMessage());
            }
        }
        return done;
    }

    private boolean redriveAll(Operations operations) {
        String query = all ? "all=true" : options.query();
        out().println("Sending again ...");
        out().flush();
        Map<OpsApi, Integer> sent = operations.ask(service -> service.post("/ops/dead-letters/redrive?" + query)
                .path("redriven")
                .asInt());
        sent.forEach((service, count) -> out().printf("  %-22s %d%n", service.service(), count));
        return true;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
