package io.orderflow.cli;

import io.orderflow.launcher.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stop",
        description = "Stops all replicas of a part gracefully, like a deployment.",
        footer = "%nExample: ./demo stop email-service")
final class StopCommand implements Runnable {

    @Mixin
    private PartParameter parameter;

    @Override
    public void run() {
        String part = parameter.part();
        RunningSystem.find(Project.find()).having(part).act("stop", part);
        System.out.println(part + " is stopped. Start it again by: ./demo start " + part);
    }
}
