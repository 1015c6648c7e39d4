package io.orderflow.cli;

import io.orderflow.launcher.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "kill",
        description = "Kills all replicas of a part, like kill -9.",
        footer = "%nExample: ./demo kill email-service")
final class KillCommand implements Runnable {

    @Mixin
    private PartParameter parameter;

    @Override
    public void run() {
        String part = parameter.part();
        RunningSystem.find(Project.find()).having(part).act("kill", part);
        System.out.println(part + " is killed. Start it again by: ./demo start " + part);
    }
}
