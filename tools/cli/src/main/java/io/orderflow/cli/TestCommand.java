package io.orderflow.cli;

import io.orderflow.launcher.Commands;
import io.orderflow.launcher.Project;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exists only for {@code --help}: the script runs Maven itself, because the tests run before the launcher is built. */
@Command(
        name = "test",
        description = "Runs all tests, with or without Docker: ./mvnw verify. Further arguments go to Maven.",
        footer = {
            "%nExample: ./demo test --quick",
            "         ./demo test -pl :messaging -am     the tests of one module and of those it needs"
        })
final class TestCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Runs the tests that take seconds, and one of the whole system.")
    private boolean quick;

    @Option(
            names = "--fuzz",
            description = "Runs all tests, and each fuzz test for half a minute instead of ten seconds.")
    private boolean fuzz;

    @Override
    public Integer call() {
        return Commands.show(Project.find().root(), List.of("./mvnw", "-B", "-ntp", "verify"));
    }
}
