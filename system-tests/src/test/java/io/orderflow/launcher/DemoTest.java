package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void tellsInOneLineWhatIsWrongWithAnArgument() {
        assertThat(run("stop", "nobody")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("There is no part nobody.")
                .contains("Help: ./demo stop --help")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rate=0", "--rate=5001", "--for=0", "--wait=-1", "--rate=fast"})
    void refusesALoadThatMakesNoSense(String option) {
        assertThat(run("load", option)).isEqualTo(2);
    }

    @Test
    void refusesAPortOffsetThatLeavesThePorts() {
        assertThat(run("supervise", "--port-offset", "60000")).isEqualTo(1);
        assertThat(err.toString()).startsWith("The port offset must be between 0 and ");
    }

    @Test
    void showsTheQueuesOfMoreConsumersOnlyWhereTheyAreUp() {
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
