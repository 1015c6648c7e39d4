package io.orderflow.cli;

import io.orderflow.launcher.Project;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description =
                "Shows the health of each part, how many messages wait in each queue, how many dead letters there are, and which "
                        + "provider is away. "
                        + "Exits with 1 if a part is not ready.",
        footer = "%nExample: ./demo status")
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunningSystem system = RunningSystem.find(Project.find());
        Map<String, String> health = system.health();
        health.forEach((part, state) -> System.out.printf("  %-26s %s%n", part, state));
        System.out.println();
        try (QueueSizes sizes = new QueueSizes(system.operator())) {
            sizes.all(system.hasMoreConsumers())
                    .forEach((queue, size) -> System.out.printf("  %-26s %s%n", queue, text(size)));
        }
        System.out.println();
        List<ConsumerReport> reports = new Consumers(Operations.of(system, spec)).reports(0);
        reports.forEach(it -> System.out.printf("  %-26s %d%n", it.consumer() + " dead letters", it.dead()));
        Instant now = Instant.now();
        reports.forEach(it ->
                ProviderNotes.of(it, now).forEach(note -> System.out.printf("  %-26s %s%n", it.consumer(), note)));
        return health.values().stream().allMatch(StatusCommand::isReady) ? 0 : 1;
    }

    private static boolean isReady(String state) {
        return state.equals("ready") || state.startsWith("Up") && !state.contains("unhealthy");
    }

    private static String text(OptionalLong size) {
        return size.isPresent() ? Long.toString(size.getAsLong()) : "not there yet";
    }
}
