package io.orderflow.chaos;

import io.orderflow.launcher.ComposeProject;
import io.orderflow.launcher.Project;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cluster",
        description = {
            "Kills the three nodes of RabbitMQ one after the other, and replicas, while customers order; then audits the data. While a "
                    + "node is dead, orders must still be paid and mailed. Exits with 1 otherwise, or if anything is lost.",
            "Needs Docker: starts docker-compose.cluster.yml as a separate project on free ports, and deletes it afterwards."
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
            description = "The seed of the faults' schedule; default: a random number.")
    private @Nullable Long seed;

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
