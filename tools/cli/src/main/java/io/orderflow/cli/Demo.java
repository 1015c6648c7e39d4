package io.orderflow.cli;

import io.orderflow.bench.BenchCommand;
import io.orderflow.chaos.ChaosCommand;
import io.orderflow.launcher.PlainText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands behind {@code ./demo}. */
@Command(
        name = "demo",
        description =
                "Runs Orderflow on this machine: in containers where a Docker engine answers, as processes elsewhere.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "Orderflow 1.0.0-SNAPSHOT",
        scope = ScopeType.INHERIT,
        footer = "%nThe first steps:%n  ./demo up%n  ./demo order%n  ./demo load --rate 100 --for 10%n  ./demo down",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            OrderCommand.class,
            PayCommand.class,
            LoadCommand.class,
            StopCommand.class,
            StartCommand.class,
            KillCommand.class,
            PoisonCommand.class,
            ReplayCommand.class,
            QueuesCommand.class,
            DeadLettersCommand.class,
            JobsCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            LimitCommand.class,
            LogsCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            TestCommand.class,
            SuperviseCommand.class
        })
public final class Demo {

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:ORDERFLOW_DEBUG:-false}",
            description = "Show stack traces, as ORDERFLOW_DEBUG=true does.")
    private boolean debug;

    private Demo() {}

    public static void main(String[] arguments) {
        // Scripts read the output, too.
        Locale.setDefault(Locale.ROOT);
        // Initialize logging before any thread logs, otherwise SLF4J prints a warning with the first lines.
        LoggerFactory.getILoggerFactory();
        PlainText.printOnly();
        CommandLine commandLine = commandLine();
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(commandLine.execute(arguments));
    }

    static CommandLine commandLine() {
        Demo demo = new Demo();
        CommandLine commandLine = new CommandLine(demo);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(message(failure));
            if (demo.debug) {
                failure.printStackTrace(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        commandLine.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println(failure.getMessage());
            command.getErr().println("Help: ./" + command.getCommandSpec().qualifiedName() + " --help");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    private static String message(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
