package io.orderflow.cli;

import io.orderflow.launcher.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "start",
        description = "Starts a part that was stopped or killed, and returns when it is ready.",
        footer = "%nExample: ./demo start email-service")
final class StartCommand implements Runnable {

    @Mixin
    private PartParameter parameter;

    @Override
    public void run() {
        String part = parameter.part();
        RunningSystem.find(Project.find()).having(part).act("start", part);
        System.out.println(part + " is started.");
    }
}
