package io.orderflow.cli;

import io.orderflow.launcher.Ports;
import io.orderflow.launcher.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that {@link UpCommand} starts in the background. */
@Command(name = "supervise", hidden = true, description = "Runs the system in the background; ./demo up starts it.")
final class SuperviseCommand implements Runnable {

    @Option(names = "--port-offset", defaultValue = "0", description = "Add this to every port.")
    private int portOffset;

    @Option(names = "--all", description = "Start more-consumers, too.")
    private boolean all;

    @Override
    public void run() {
        new Supervisor(Project.find(), Ports.usual(portOffset), all).run();
    }
}
