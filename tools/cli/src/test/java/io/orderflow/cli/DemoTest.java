package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandHasHelpWithAnExample() {
        Demo.commandLine().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> assertThat(command.getUsageMessage())
                        .as(command.getCommandName())
                        .contains("Example: ./demo " + command.getCommandName(), "--help"));
    }

    @Test
    void everyDeadLettersCommandHasHelpWithAnExample() {
        Demo.commandLine()
                .getSubcommands()
                .get("dead-letters")
                .getSubcommands()
                .values()
                .forEach(command -> assertThat(command.getUsageMessage())
                        .as(command.getCommandName())
                        .contains("Example: ./demo dead-letters " + command.getCommandName(), "--help"));
    }

    @Test
    void everyChaosCommandHasHelpWithAnExample() {
        Demo.commandLine()
                .getSubcommands()
                .get("chaos")
                .getSubcommands()
                .values()
                .forEach(command -> assertThat(command.getUsageMessage())
                        .as(command.getCommandName())
                        .contains("Example: ./demo chaos " + command.getCommandName(), "--help"));
    }

    @Test
    void reportsAnInvalidArgumentInOneLine() {
        assertThat(run("stop", "nobody")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("There is no part nobody.")
                .contains("Help: ./demo stop --help")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rate=0", "--rate=5001", "--for=0", "--wait=-1", "--rate=fast"})
    void refusesAnInvalidLoad(String option) {
        assertThat(run("load", option)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dead-letters --limit 0                       | --limit is at least 1.
            dead-letters --from yesterday                | yesterday is not a time such as 2026-01-31T08:30:00Z
            dead-letters show                            | Missing required parameter
            dead-letters show abc                        | abc is no dead letter's id, nor the first 4 characters of one
            dead-letters show letter-7                   | letter-7 is no dead letter's id
            dead-letters drop 3f2a91c0                   | Missing required option: '--reason=TEXT'
            dead-letters drop 3f2a91c0 --reason=         | --reason is a text of at most 500 characters.
            dead-letters redrive                         | Say which
            dead-letters redrive --all 3f2a91c0          | Say which
            dead-letters redrive --all --consumer email  | Say which
            dead-letters --consumer email redrive --all  | Give --consumer after redrive, not before it.
            queues --peek 51                             | --peek is 0 to 50.
            pause                                        | Missing required parameter: 'CONSUMER'
            chaos --only kill_node                       | To kill one of three: ./demo chaos cluster
            limit email                                  | Missing required parameter
            limit email 0                                | The limit is 1 to 10000, or reset.
            limit email 10001                            | The limit is 1 to 10000, or reset.
            limit email none                             | The limit is 1 to 10000, or reset.""")
    void reportsInvalidArgumentsOfOperatorsCommands(String line, String message) {
        assertThat(run(line.split(" +"))).isEqualTo(2);
        assertThat(err.toString()).contains(message, "Help: ./demo " + line.split(" ")[0]);
    }

    @Test
    void refusesAPortOffsetBeyondTheLastPort() {
        assertThat(run("supervise", "--port-offset", "60000")).isEqualTo(1);
        assertThat(err.toString()).startsWith("The port offset must be between 0 and ");
    }

    @Test
    void showsTheQueuesOfMoreConsumersOnlyIfItIsUp() {
        assertThat(QueueSizes.queues(false))
                .contains("payment.vip", "order-results")
                .noneMatch(it -> it.contains("sms"));
        assertThat(QueueSizes.queues(true))
                .contains("payment.vip", "sms.vip", "inventory.dlq", "analytics-results.dlq");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Demo.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
