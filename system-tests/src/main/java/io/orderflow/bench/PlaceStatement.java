package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statement that places an order, read from where the service has it, so that the limit is that of just this statement. */
final class PlaceStatement {

    private static final String SOURCE = "order-service/src/main/java/io/orderflow/order/OrderPlacement.java";
    private static final Pattern TEXT = Pattern.compile("String PLACE = \"\"\"\\n(.*?)\"\"\";", Pattern.DOTALL);
    /** Two colons are a cast. */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([A-Za-z]+)");

    /** What differs from order to order, and what an order without an idempotency key has not. */
    private static final Map<String, String> MADE_BY_DATABASE = Map.of(
            "id", "gen_random_uuid()",
            "key", "null",
            "hash", "null",
            "placedAt", "now()",
            "reminderDueAt", "now() + interval '1 day'",
            "reminderKey", "'payment-reminder:' || id",
            "messageId", "gen_random_uuid()::text",
            "reminderMessageId", "gen_random_uuid()::text");

    private PlaceStatement() {}

    /** As a script of pgbench, with these as its variables. */
    static String script(Project project, Set<String> variables) {
        try {
            return script(Files.readString(project.root().resolve(SOURCE)), variables);
        } catch (IOException e) {
            throw new UncheckedIOException("The statement that places an order can't be read", e);
        }
    }

    static String script(String source, Set<String> variables) {
        Matcher statement = TEXT.matcher(source);
        if (!statement.find()) {
            throw new LauncherException(
                    "There is no statement PLACE in " + SOURCE + ". Change PlaceStatement to find it.");
        }
        return PARAMETER
                        .matcher(statement.group(1).stripIndent())
                        .replaceAll(it -> Matcher.quoteReplacement(value(it.group(1), variables)))
                        .strip()
                + ";\n";
    }

    private static String value(String parameter, Set<String> variables) {
        if (variables.contains(parameter)) {
            return ":" + parameter;
        }
        String made = MADE_BY_DATABASE.get(parameter);
        if (made == null) {
            throw new LauncherException("The statement that places an order has a parameter " + parameter
                    + " that the benchmark does not know. Give it a value in PlacedOrder or PlaceStatement.");
        }
        return made;
    }
}
