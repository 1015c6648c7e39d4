package io.orderflow.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "show",
        description = "Shows a dead letter with its headers and message; secrets are masked.",
        footer = "%nExample: ./demo dead-letters show 3f2a91c0")
final class DeadLettersShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", converter = DeadLetterId.class, description = DeadLetterId.DESCRIPTION)
    private String id;

    @Override
    public Integer call() {
        DeadLettersCommand.refuseOptionsBefore(spec);
        Operations operations = Operations.of(spec);
        DeadLetterSearch.Found found = new DeadLetterSearch(operations).resolve(id);
        print(
                found.service().get("/ops/dead-letters/" + found.letter().id(), DeadLetter.Details.class),
                found.service().service());
        return operations.exitCode();
    }

    private void print(DeadLetter.Details details, String service) {
        PrintWriter out = spec.commandLine().getOut();
        DeadLetter letter = details.letter();
        line("id", letter.id());
        line("service", service);
        line("consumer", letter.consumer());
        line("died at", letter.diedAt());
        line("reason", letter.reason());
        line("error", letter.error());
        line("attempts", letter.attempts());
        line("redriven", letter.redriven() + "×");
        line("queue", letter.queue());
        line("message id", letter.messageId());
        line("type", letter.type());
        line("order", letter.correlationId());
        out.println("\nHeaders");
        details.headers().forEach((name, value) -> line(name, text(value)));
        if (details.payload() == null || details.payload().isNull()) {
            out.println("\nPayload: " + details.bytes()
                    + " bytes that are not JSON. They are not shown, because they may contain secrets.");
        } else {
            out.println("\nPayload");
            details.payload().toPrettyString().lines().map(Table::plain).forEach(out::println);
        }
        out.println("\nSend it again: ./demo dead-letters redrive " + id + "    Drop it: ./demo dead-letters drop " + id
                + " --reason TEXT");
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private void line(String name, Object value) {
        spec.commandLine().getOut().printf("  %-28s %s%n", Table.plain(name), Table.plain(value));
    }
}
