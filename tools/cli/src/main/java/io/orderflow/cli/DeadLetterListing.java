package io.orderflow.cli;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Lists dead letters. */
final class DeadLetterListing {

    private static final int SHORTEST_ID = 8;
    private static final Pattern PACKAGE = Pattern.compile("^[\\w.$]*[.$](?=\\w+(:|$))");

    @Mixin
    private DeadLetterOptions options;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "The largest number to list; default ${DEFAULT-VALUE}.")
    private int limit;

    int print(CommandSpec command) {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit is at least 1.");
        }
        Operations operations = Operations.of(command);
        print(new DeadLetterSearch(operations).newest(options.query(), limit), operations, command);
        return operations.exitCode();
    }

    private void print(DeadLetterSearch.Result result, Operations operations, CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        List<DeadLetter> letters = result.newestFirst().stream()
                .map(DeadLetterSearch.Found::letter)
                .toList();
        if (letters.isEmpty()) {
            out.println(nothing(operations));
            return;
        }
        int idLength = idLength(letters);
        Table table =
                new Table("ID", "DIED AT", "CONSUMER", "REASON", "ATTEMPTS", "REDRIVEN", "TYPE", "ORDER", "ERROR");
        letters.stream()
                .limit(limit)
                .forEach(it -> table.add(
                        it.id().toString().substring(0, idLength),
                        it.diedAt().truncatedTo(ChronoUnit.SECONDS),
                        it.consumer(),
                        it.reason(),
                        it.attempts(),
                        it.redriven() == 0 ? null : it.redriven() + "×",
                        it.type(),
                        it.correlationId(),
                        withoutPackage(it.error())));
        table.print(out, command.usageMessage().autoWidth(true).width());
        if (letters.size() > limit) {
            int others = letters.size() - limit;
            out.printf(
                    "%n%s%d more. To see them: --limit %d, or filter by --consumer, --reason, --type, --order, --from, --until%n",
                    result.complete() ? "" : "At least ", others, letters.size());
        }
    }

    private String nothing(Operations operations) {
        String which = options.areEmpty() ? "No dead letters" : "No such dead letters";
        return which + (operations.isComplete() ? "." : " at the services that answer.");
    }

    /** Omits the exception's package, to save space in the list. */
    private static @Nullable String withoutPackage(@Nullable String error) {
        return error == null ? null : PACKAGE.matcher(error).replaceFirst("");
    }

    /** The shortest length at which all ids differ. */
    private static int idLength(List<DeadLetter> letters) {
        int length = SHORTEST_ID;
        while (!areDistinct(letters, length)) {
            length++;
        }
        return length;
    }

    private static boolean areDistinct(List<DeadLetter> letters, int length) {
        return letters.stream()
                        .map(it -> it.id().toString().substring(0, length))
                        .distinct()
                        .count()
                == letters.size();
    }
}
