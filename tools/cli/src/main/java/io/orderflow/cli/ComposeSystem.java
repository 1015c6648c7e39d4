package io.orderflow.cli;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.backing.DockerEngine;
import io.orderflow.launcher.Commands;
import io.orderflow.launcher.GatewayOutage;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The system as the containers of {@code docker-compose.yml}. */
final class ComposeSystem implements RunningSystem {

    private static final List<String> MORE = List.of("--profile", "more");
    private static final List<String> ALL_PROFILES = List.of("--profile", "more", "--profile", "observability");
    private static final String PASSWORD_FILE = "/run/orderflow/operator.password";

    /** Prints the operator's password, which no running container has. */
    private static final List<String> OPS_PASSWORD =
            List.of("run", "--rm", "--entrypoint", "cat", "secrets", "/secrets/operator/ops.password");

    private final Project project;

    /** The ports that the compose file publishes; both read the same variables. */
    static Map<String, Integer> ports(boolean moreConsumers) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(Orderflow.ORDERS, port("ORDERFLOW_PORT", 8080));
        ports.put(Orderflow.PAYMENTS, port("ORDERFLOW_PAYMENT_PORT", 8081));
        ports.put(Orderflow.EMAILS, port("ORDERFLOW_EMAIL_PORT", 8082));
        if (moreConsumers) {
            ports.put(Orderflow.MORE_CONSUMERS, port("ORDERFLOW_MORE_PORT", 8083));
        }
        ports.put("RabbitMQ", port("ORDERFLOW_AMQP_PORT", 5672));
        ports.put("RabbitMQ's management page", port("ORDERFLOW_MANAGEMENT_PORT", 15_672));
        ports.put("the mail page", port("ORDERFLOW_MAIL_PORT", 8025));
        return ports;
    }

    private static int portOf(String use) {
        return Objects.requireNonNull(ports(true).get(use));
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

    /** Builds missing or outdated images, and returns when all containers are healthy. */
    void up(boolean moreConsumers) {
        List<String> up = new ArrayList<>(List.of("docker", "compose"));
        if (moreConsumers) {
            up.addAll(MORE);
        }
        up.addAll(List.of("up", "--build", "-d", "--wait"));
        if (Commands.show(project.root(), up) != 0) {
            throw new LauncherException("docker compose could not start the system; what it says is above. "
                    + "Its logs: docker compose logs. Without Docker: ./demo up --native");
        }
    }

    /** True from its start until {@code down}, even while it is stopped. */
    @Override
    public boolean hasMoreConsumers() {
        Commands.Result container = compose("ps", "--all", "-q", Orderflow.MORE_CONSUMERS);
        return container.isSuccess() && !container.output().isBlank();
    }

    @Override
    public URI orderApi() {
        return url(portOf(Orderflow.ORDERS), "");
    }

    @Override
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Page", orderApi().resolve("/").toString());
        addresses.put("Orders", "POST " + orderApi().resolve("/orders"));
        addresses.put("API page", orderApi().resolve("/swagger-ui.html").toString());
        addresses.put("Mails", url(portOf("the mail page"), "/").toString());
        if (hasMoreConsumers()) {
            addresses.put(
                    "Analytics",
                    url(portOf(Orderflow.MORE_CONSUMERS), "/analytics/minutes").toString());
        }
        addresses.put(
                "RabbitMQ",
                url(portOf("RabbitMQ's management page"), "/")
                        + "  user operator, password: docker compose exec rabbitmq cat " + PASSWORD_FILE);
        addresses.put(
                "Operators",
                "user " + Orderflow.OPERATOR + ", password: docker compose " + String.join(" ", OPS_PASSWORD));
        addresses.put("Logs", "./demo logs");
        return addresses;
    }

    @Override
    public Map<String, String> health() {
        Map<String, String> health = new LinkedHashMap<>();
        parts().forEach(part -> health.put(part, "down"));
        compose("ps", "--format", "{{.Service}}={{.Status}}")
                .output()
                .lines()
                .map(line -> line.split("=", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> health.merge(words[0], words[1], (old, status) -> status));
        Commands.Result gateway = compose(gatewayCommand(GatewayOutage.STATE));
        health.put(Orderflow.GATEWAY, gateway.isSuccess() ? gateway.output() : "unknown");
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
        factory.setPort(portOf("RabbitMQ"));
        factory.setUsername(Orderflow.OPERATOR);
        factory.setPassword(password.output());
        return factory;
    }

    @Override
    public List<OpsApi> operations() {
        List<String> services = Orderflow.services(hasMoreConsumers());
        String password = opsPassword();
        return services.stream()
                .map(service -> new OpsApi(service, url(portOf(service), ""), password))
                .toList();
    }

    private String opsPassword() {
        Commands.Result result = Commands.run(
                project.root(), Map.of("COMPOSE_PROGRESS", "quiet"), command(OPS_PASSWORD.toArray(String[]::new)));
        if (!result.isSuccess()) {
            throw new LauncherException("The operator's password can't be read: " + result.output());
        }
        // An older Compose reports its progress all the same, before the output of the container.
        return result.output().lines().reduce("", (earlier, later) -> later);
    }

    @Override
    public void act(String action, String part) {
        if (part.equals(Orderflow.GATEWAY)) {
            Commands.Result result = compose(gatewayCommand(GatewayOutage.statement(action)));
            if (!result.isSuccess()) {
                throw new LauncherException("The database did not answer as it should: " + result.output());
            }
            return;
        }
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
        part.map(it -> it.equals(Orderflow.GATEWAY) ? Orderflow.PAYMENTS : it).ifPresent(words::add);
        Commands.follow(project.root(), command(words.toArray(String[]::new)), System.out::println);
    }

    @Override
    public void down(boolean wipe) {
        int exitCode = wipe ? show("down", "--remove-orphans", "--volumes") : show("down", "--remove-orphans");
        if (exitCode != 0) {
            throw new LauncherException("docker compose down failed; what it says is above.");
        }
    }

    private static String[] gatewayCommand(String statement) {
        return new String[] {
            "exec",
            "-T",
            "postgres",
            "psql",
            "--username=postgres",
            "--dbname=" + GatewayOutage.DATABASE,
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--command=" + statement
        };
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

    /** Names all profiles: otherwise Compose would ignore containers that only a profile starts. */
    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(ALL_PROFILES);
        command.addAll(List.of(words));
        return command;
    }
}
