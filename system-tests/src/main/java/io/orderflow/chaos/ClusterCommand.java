package io.orderflow.chaos;

import io.orderflow.launcher.ComposeProject;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.RunFolder;
import java.io.PrintWriter;
import java.security.SecureRandom;
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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Project project = Project.find();
        ComposeProject.demandEngine(project, "./demo chaos cluster", "Without Docker: ./demo chaos");
        long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        Schedule schedule = Schedule.of(
                chosen, FaultKind.TO_A_CLUSTER, FaultKind.TO_A_CLUSTER.size(), LONGER_THAN_ANY, Pace.ONE_BY_ONE);
        RunFolder folder = new RunFolder("orderflow-chaos", err);
        err.printf(
                "Seed %d: %d faults in %d s. Logs are in %s%n",
                chosen, schedule.faults().size(), schedule.length().toSeconds(), folder.logs());
        return folder.exitCode(() -> {
            Chaos.Outcome outcome;
            try (ClusterVictim cluster = ClusterVictim.start(project, folder.home())) {
                outcome = new Chaos(cluster, err).run(schedule, orders, chosen);
            }
            new ChaosReport(outcome.faults(), outcome.verdict(), outcome.outage()).print(out);
            return outcome.verdict().isGood();
        });
    }
}
