package io.orderflow.cli;

import io.orderflow.backing.Broker;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.PortCheck;
import io.orderflow.launcher.Ports;
import io.orderflow.launcher.Project;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Starts everything and returns when it is healthy. Keeps the data from one run to the next.",
            "Without Docker, RabbitMQ is a private node of the installed rabbitmq-server. If that is missing on Debian or "
                    + "Ubuntu, its packages are downloaded and unpacked to ~/.cache/orderflow/packages. Nothing is installed."
        },
        footer = {
            "%nExample: ./demo up --port-offset 100    (the API is then at port 8180)",
            "Example: ./demo up --all                (with inventory, SMS and analytics)"
        })
final class UpCommand implements Runnable {

    @Option(names = "--all", description = "Also start more-consumers: inventory, SMS and analytics.")
    private boolean all;

    @Option(
            names = "--native",
            description = "Start processes even if Docker is available, like ORDERFLOW_NATIVE=true.")
    private boolean forcesProcesses;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "${env:ORDERFLOW_PORT_OFFSET:-0}",
            description = "Add N to every port (without Docker); default \\$ORDERFLOW_PORT_OFFSET, or 0.")
    private int portOffset;

    @Override
    public void run() {
        Project project = Project.find();
        RunningSystem running = NativeSystem.find(project).map(this::alreadyUp).orElseGet(() -> start(project));
        System.out.println("\nOrderflow is up.");
        print(running.addresses());
        System.out.println("\nPlace an order: ./demo order    Stop everything: ./demo down");
    }

    private RunningSystem alreadyUp(NativeSystem running) {
        return all ? running.having(Orderflow.MORE_CONSUMERS) : running;
    }

    private RunningSystem start(Project project) {
        return !forcesProcesses && ComposeSystem.isPossible(project)
                ? startContainers(project)
                : startProcesses(project);
    }

    private RunningSystem startContainers(Project project) {
        ComposeSystem compose = new ComposeSystem(project);
        if (!compose.isUp()) {
            PortCheck.demandFree(
                    ComposeSystem.ports(all),
                    "End that program, or choose other ports by ORDERFLOW_PORT, ORDERFLOW_AMQP_PORT and so on; "
                            + "docker-compose.yml names them all.");
        }
        compose.up(all);
        return compose;
    }

    private RunningSystem startProcesses(Project project) {
        // Applies the choice to everything else in this JVM.
        System.setProperty("ORDERFLOW_NATIVE", "true");
        int leftovers = NativeSystem.endLeftovers(project.home());
        if (leftovers > 0) {
            System.out.println("Ended " + leftovers + " processes of an earlier run.");
        }
        Ports ports = Ports.usual(portOffset);
        PortCheck.demandFree(
                ports.byUse(all),
                "End that program, or move all ports: ./demo up --port-offset 100  (or ORDERFLOW_PORT_OFFSET=100)");
        Orderflow.services(all).forEach(project::jar);
        Broker.prepare();
        return SupervisorStart.start(project, portOffset, all);
    }

    private static void print(Map<String, String> addresses) {
        addresses.forEach((name, address) -> System.out.printf("  %-16s %s%n", name, address));
    }
}
