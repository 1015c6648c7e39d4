package io.orderflow.chaos;

import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.FreePorts;
import io.orderflow.backing.Poll;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ShutdownHooks;
import io.orderflow.launcher.ComposeProject;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Project;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The containers of {@code docker-compose.cluster.yml}: a cluster of three RabbitMQ nodes and two replicas of each service. */
final class ClusterVictim implements Subject {

    private static final String NAME = "orderflow-chaos";
    private static final List<String> FILES =
            List.of("docker-compose.yml", "docker-compose.cluster.yml", "deploy/docker/chaos.yml");
    private static final String OPERATOR = "operator";
    private static final Duration FORMED_IN = Duration.ofSeconds(60);

    private final ComposeProject compose;
    private final Path logs;
    private final Map<String, Integer> ports = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private Cluster cluster;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private MailArchive archive;

    private ClusterVictim(Project project, Path home) {
        Map<String, String> variables = new HashMap<>();
        List<String> names = List.of(
                "ORDERFLOW_PORT",
                "ORDERFLOW_PORT_2",
                "ORDERFLOW_PAYMENT_PORT",
                "ORDERFLOW_EMAIL_PORT",
                "ORDERFLOW_AMQP_PORT",
                "ORDERFLOW_MANAGEMENT_PORT",
                "ORDERFLOW_MANAGEMENT_PORT_2",
                "ORDERFLOW_MANAGEMENT_PORT_3",
                "ORDERFLOW_POSTGRES_PORT",
                "ORDERFLOW_MAIL_PORT");
        Iterator<Integer> free = FreePorts.some(names.size()).iterator();
        names.forEach(name -> ports.put(name, free.next()));
        ports.forEach((name, port) -> variables.put(name, Integer.toString(port)));
        // A reminder would be an additional mail.
        variables.put("ORDERFLOW_PAYMENT_REMINDER_AFTER", "24h");
        // Overrides the user's profiles: only the containers under test are needed.
        variables.put("COMPOSE_PROFILES", "");
        compose = new ComposeProject(project, NAME, FILES, variables);
        logs = PrivateFiles.folder(home.resolve("logs")).resolve("compose.log");
    }

    /** Returns when all containers are healthy; after a failure, nothing is left running. */
    static ClusterVictim start(Project project, Path home) {
        ClusterVictim victim = new ClusterVictim(project, home);
        ShutdownHooks.close(victim);
        try {
            // Remove the leftovers of a killed run.
            victim.remove();
            victim.compose.show("up", "--build", "--detach", "--wait");
            victim.meet();
            return victim;
        } catch (RuntimeException e) {
            victim.close();
            throw e;
        }
    }

    private void meet() {
        String password = secret("rabbitmq", "operator.password");
        List<ManagementApi> nodes = new ArrayList<>();
        for (String port :
                List.of("ORDERFLOW_MANAGEMENT_PORT", "ORDERFLOW_MANAGEMENT_PORT_2", "ORDERFLOW_MANAGEMENT_PORT_3")) {
            nodes.add(new ManagementApi(url(port), OPERATOR, password));
        }
        cluster = new Cluster(nodes);
        if (!Poll.until(FORMED_IN, cluster::isWhole)) {
            throw new LauncherException("The cluster does not form within %d s: %s"
                    .formatted(FORMED_IN.toSeconds(), String.join("; ", cluster.damage())));
        }
        archive = new MailArchive(url("ORDERFLOW_MAIL_PORT"));
    }

    @Override
    public List<URI> shops() {
        return List.of(url("ORDERFLOW_PORT"), url("ORDERFLOW_PORT_2"));
    }

    @Override
    public FaultMaker faults() {
        return new ClusterFaults(compose, cluster);
    }

    @Override
    public BooksReader books() {
        return new BooksReader(this::database, cluster.anyNode(), archive::confirmations);
    }

    private DatabaseCredentials database(String name) {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.get("ORDERFLOW_POSTGRES_PORT"), name);
        return new DatabaseCredentials(url, name, secret("postgres", name + ".password"));
    }

    @Override
    public int mails() {
        return archive.count();
    }

    @Override
    public List<String> damage() {
        return cluster.damage();
    }

    private String secret(String service, String file) {
        return compose.ask("exec", "-T", service, "cat", "/run/orderflow/" + file);
    }

    private URI url(String port) {
        return URI.create("http://127.0.0.1:" + ports.get(port));
    }

    /** Keeps the logs and deletes everything else. */
    @Override
    public void close() {
        ShutdownHooks.forget(this);
        try {
            PrivateFiles.write(logs, compose.ask("logs", "--no-color", "--timestamps"));
        } finally {
            remove();
        }
    }

    private void remove() {
        compose.ask("down", "--volumes", "--remove-orphans", "--timeout", "10");
    }
}
