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

    private static final String PASSWORD_FILE = "/run/orderflow/operator.password";

    private final Project project;

    /** The ports that the compose file publishes; it knows the same variables. */
    static Map<String, Integer> ports() {
        return Map.of(
                Orderflow.ORDERS,
                port("ORDERFLOW_PORT", 8080),
                Orderflow.PAYMENTS,
                port("ORDERFLOW_PAYMENT_PORT", 8081),
                Orderflow.EMAILS,
                port("ORDERFLOW_EMAIL_PORT", 8082),
                "RabbitMQ",
                port("ORDERFLOW_AMQP_PORT", 5672),
                "RabbitMQ's management page",
                port("ORDERFLOW_MANAGEMENT_PORT", 15_672),
                "the mail page",
                port("ORDERFLOW_MAIL_PORT", 8025));
    }

    private static int port(String variable, int usual) {
        String given = System.getenv(variable);
        return given == null || given.isBlank() ? usual : Integer.parseInt(given);
    }

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
        return url(ports().get(Orderflow.ORDERS), "");
    }

    @Override
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Orders", "POST " + orderApi().resolve("/orders"));
        addresses.put("API page", orderApi().resolve("/swagger-ui.html").toString());
        addresses.put("Mails", url(ports().get("the mail page"), "/").toString());
        addresses.put(
                "RabbitMQ",
                url(ports().get("RabbitMQ's management page"), "/")
                        + "  user operator, password: docker compose exec rabbitmq cat " + PASSWORD_FILE);
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
        factory.setPort(ports().get("RabbitMQ"));
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

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
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
