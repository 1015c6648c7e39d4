package io.orderflow.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Here for {@code --help}; the script runs Maven itself, because the tests come before there is anything to launch. */
@Command(
        name = "test",
        description = "Runs all tests, with and without Docker alike: ./mvnw verify. Further words go to Maven.",
        footer = "%nExample: ./demo test -pl messaging")
final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Commands.show(Project.find().root(), List.of("./mvnw", "-B", "-ntp", "verify"));
    }
}
