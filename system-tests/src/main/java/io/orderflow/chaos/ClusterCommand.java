package io.orderflow.chaos;

import io.orderflow.launcher.ComposeProject;
import io.orderflow.launcher.Project;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cluster",
        description = {
            "Kills one of three nodes of RabbitMQ after the other, and replicas, while customers order; then closes the books. While a "
                    + "node is dead, an order must be paid and mailed. Ends with 1 if one was not, or if anything is lost.",
            "Needs Docker: starts docker-compose.cluster.yml under a name of its own, on free ports, and deletes it afterwards."
        },
        footer = "%nExample: ./demo chaos cluster --orders 5000")
final class ClusterCommand implements Callable<Integer> {

    private static final Duration LONGER_THAN_ANY = Duration.ofDays(1);

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many orders customers place meanwhile; default ${DEFAULT-VALUE}.")
    private int orders;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "In which order what is killed, and for how long; default: a random number.")
    private Long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Project project = Project.find();
        ComposeProject.demandEngine(project, "./demo chaos cluster", "Without Docker: ./demo chaos");
        long chosen = Run.seed(seed);
        Schedule schedule = Schedule.of(
                chosen, FaultKind.TO_A_CLUSTER, FaultKind.TO_A_CLUSTER.size(), LONGER_THAN_ANY, Pace.ONE_BY_ONE);
        return new Run(spec, schedule, chosen).exitCode(orders, home -> ClusterVictim.start(project, home));
    }
}
