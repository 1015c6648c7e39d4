package io.orderflow.launcher;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.infrastructure.DockerEngine;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system as the containers of {@code docker-compose.yml}. */
final class ComposeSystem implements RunningSystem {

    /** The ports that the compose file publishes. */
    static final Map<String, Integer> PORTS = Map.of("order-service", 8080, "RabbitMQ", 5672, "the mail page", 8025);

    private static final String PASSWORD_FILE = "/run/orderflow/operator.password";

    private final Project project;

    ComposeSystem(Project project) {
        this.project = project;
    }

    static Optional<RunningSystem> find(Project project) {
        ComposeSystem compose = new ComposeSystem(project);
        return isPossible(project) && compose.isUp() ? Optional.of(compose) : Optional.empty();
    }

    /** Whether an engine answers and the docker command has Compose. */
    static boolean isPossible(Project project) {
        return DockerEngine.isUsable()
                && Commands.run(project.root(), List.of("docker", "compose", "version"))
                        .isSuccess();
    }

    boolean isUp() {
        Commands.Result running = compose("ps", "-q");
        return running.isSuccess() && !running.output().isBlank();
    }

    /** Builds the images where they are missing or old, and returns when all containers are healthy. */
    void up() {
        if (show("up", "--build", "-d", "--wait") != 0) {
            throw new LauncherException("docker compose could not start the system; what it says is above. "
                    + "Its logs: docker compose logs. Without Docker: ./demo up --native");
        }
    }

    @Override
    public URI orderApi() {
        return URI.create("http://127.0.0.1:8080");
    }

    @Override
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Orders", "POST http://127.0.0.1:8080/orders");
        addresses.put("API page", "http://127.0.0.1:8080/swagger-ui.html");
        addresses.put("Mails", "http://127.0.0.1:8025/");
        addresses.put("Logs", "./demo logs");
        return addresses;
    }

    @Override
    public Map<String, String> health() {
        Map<String, String> health = new LinkedHashMap<>();
        PARTS.forEach(part -> health.put(part, "down"));
        compose("ps", "--format", "{{.Service}}={{.Status}}")
                .output()
                .lines()
                .map(line -> line.split("=", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> health.merge(words[0], words[1], (old, status) -> status));
        return health;
    }

    @Override
    public ConnectionFactory operator() {
        Commands.Result password = compose("exec", "-T", "rabbitmq", "cat", PASSWORD_FILE);
        if (!password.isSuccess()) {
            throw new LauncherException(
                    "The operator's password can't be read from the container rabbitmq: " + password.output());
        }
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(5672);
        factory.setUsername(Orderflow.OPERATOR);
        factory.setPassword(password.output());
        return factory;
    }

    @Override
    public void act(String action, String part) {
        if (show(action, part) != 0) {
            throw new LauncherException("docker compose " + action + " " + part + " failed; what it says is above.");
        }
    }

    @Override
    public void logs(Optional<String> part, boolean follow) {
        List<String> words = new ArrayList<>(List.of("logs", "--tail", "100"));
        if (follow) {
            words.add("--follow");
        }
        part.ifPresent(words::add);
        show(words.toArray(String[]::new));
    }

    @Override
    public void down(boolean wipe) {
        int exitCode = wipe ? show("down", "--remove-orphans", "--volumes") : show("down", "--remove-orphans");
        if (exitCode != 0) {
            throw new LauncherException("docker compose down failed; what it says is above.");
        }
    }

    private Commands.Result compose(String... words) {
        return Commands.run(project.root(), command(words));
    }

    private int show(String... words) {
        return Commands.show(project.root(), command(words));
    }

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(List.of(words));
        return command;
    }
}
