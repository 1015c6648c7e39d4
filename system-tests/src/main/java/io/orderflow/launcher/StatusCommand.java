package io.orderflow.launcher;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description =
                "Shows the health of each part and how many messages wait in each queue. Exits with 1 if a part is not ready.",
        footer = "%nExample: ./demo status")
final class StatusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        RunningSystem system = RunningSystem.find(Project.find());
        Map<String, String> health = system.health();
        health.forEach((part, state) -> System.out.printf("  %-22s %s%n", part, state));
        System.out.println();
        try (QueueSizes sizes = new QueueSizes(system.operator())) {
            sizes.all(system.hasMoreConsumers())
                    .forEach((queue, size) -> System.out.printf("  %-22s %s%n", queue, text(size)));
        }
        return health.values().stream().allMatch(StatusCommand::isReady) ? 0 : 1;
    }

    private static boolean isReady(String state) {
        return state.equals("ready") || state.startsWith("Up") && !state.contains("unhealthy");
    }

    private static String text(OptionalLong size) {
        return size.isPresent() ? Long.toString(size.getAsLong()) : "not there yet";
    }
}
