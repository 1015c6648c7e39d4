package io.orderflow.cli;

import io.orderflow.launcher.Project;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "down",
        description = "Stops everything that up started, including leftovers of a killed supervisor. Keeps the data.",
        footer = "%nExample: ./demo down --wipe")
final class DownCommand implements Runnable {

    @Option(names = "--wipe", description = "Also delete the data, logs and passwords.")
    private boolean wipe;

    @Override
    public void run() {
        Project project = Project.find();
        boolean ended = endProcesses(project) | endContainers(project);
        System.out.println(ended ? "Orderflow is down." : "Nothing was running.");
    }

    private boolean endProcesses(Project project) {
        Optional<NativeSystem> running = NativeSystem.find(project);
        running.ifPresent(system -> system.down(wipe));
        int leftovers = NativeSystem.endLeftovers(project.home());
        if (leftovers > 0) {
            System.out.println("Ended " + leftovers + " processes whose supervisor was gone.");
        }
        if (wipe) {
            NativeSystem.wipe(project.home());
        }
        return running.isPresent() || leftovers > 0;
    }

    private boolean endContainers(Project project) {
        ComposeSystem compose = new ComposeSystem(project);
        if (!ComposeSystem.isPossible(project)) {
            return false;
        }
        boolean wasUp = compose.isUp();
        if (wasUp || wipe) {
            compose.down(wipe);
        }
        return wasUp;
    }
}
