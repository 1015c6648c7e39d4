package io.orderflow.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Exists only for {@code --help}: the script runs Maven itself, because the tests run before the launcher is built. */
@Command(
        name = "test",
        description = "Runs all tests, with or without Docker: ./mvnw verify. Further arguments go to Maven.",
        footer = "%nExample: ./demo test -pl messaging")
final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Commands.show(Project.find().root(), List.of("./mvnw", "-B", "-ntp", "verify"));
    }
}
