package io.orderflow.cli;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.Poll;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.Processes;
import io.orderflow.launcher.GatewayOutage;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.PortCheck;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.Sql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system as processes on this machine, run by a supervisor in the background. */
final class NativeSystem implements RunningSystem {

    private static final Duration ENDS_IN = Duration.ofSeconds(90);
    private static final Duration ACTS_IN = Duration.ofMinutes(3);
    private static final Duration CONNECTS_IN = Duration.ofSeconds(5);
    private static final Duration BEGINS_SHUTDOWN_IN = Duration.ofSeconds(10);

    private final Project project;
    private final SupervisorState state;

    private NativeSystem(Project project, SupervisorState state) {
        this.project = project;
        this.state = state;
    }

    static Optional<NativeSystem> find(Project project) {
        return SupervisorState.read(project.home())
                .filter(SupervisorState::isUp)
                .filter(state -> state.isAlive(project.home()))
                .map(state -> new NativeSystem(project, state));
    }

    /**
     * Ends every process that an earlier {@code up} has left, even if its supervisor was killed.
     *
     * @return the number of ended processes
     */
    static int endLeftovers(Path home) {
        if (!Files.isDirectory(home)) {
            return 0;
        }
        // End the services first, so that they can return their messages and permits.
        List<ProcessHandle> ended = new ArrayList<>(Processes.endLeftovers(home.toAbsolutePath()));
        ended.addAll(Processes.endLeftovers(Orderflow.brokerHome(home)));
        ended.addAll(Processes.endLeftovers(Orderflow.databaseHome(home)));
        SupervisorState.delete(home);
        return ended.size();
    }

    @Override
    public boolean hasMoreConsumers() {
        return state.services().contains(Orderflow.MORE_CONSUMERS);
    }

    @Override
    public URI orderApi() {
        return url(state.ports().orderService(), "");
    }

    @Override
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Page", orderApi().resolve("/").toString());
        addresses.put("Orders", "POST " + orderApi().resolve("/orders"));
        addresses.put("API page", orderApi().resolve("/swagger-ui.html").toString());
        addresses.put("Mails", url(state.ports().mailPage(), "/").toString());
        if (hasMoreConsumers()) {
            addresses.put(
                    "Analytics",
                    url(state.ports().moreConsumers(), "/analytics/minutes").toString());
        }
        addresses.put(
                "RabbitMQ " + state.brokerVersion(),
                url(state.ports().management(), "/") + "  user operator, password in "
                        + project.home().resolve("operator.password"));
        addresses.put(
                "Operators",
                "user " + Orderflow.OPERATOR + ", password in " + Orderflow.opsPasswordFile(project.home()));
        addresses.put("Logs", Orderflow.logsIn(project.home()).toString());
        return addresses;
    }

    @Override
    public Map<String, String> health() {
        Map<String, String> health = new LinkedHashMap<>();
        for (String service : state.services()) {
            health.put(service, serviceHealth(state.ports().of(service)));
        }
        health.put("rabbitmq", portHealth(state.ports().amqp()));
        health.put("postgres", portHealth(state.ports().postgres()));
        health.put("mail", portHealth(state.ports().smtp()));
        health.put(Orderflow.GATEWAY, new GatewayOutage(payments()).state());
        return health;
    }

    @Override
    public ConnectionFactory operator() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(state.ports().amqp());
        factory.setUsername(Orderflow.OPERATOR);
        factory.setPassword(PrivateFiles.password(project.home().resolve("operator.password")));
        return factory;
    }

    @Override
    public List<OpsApi> operations() {
        Path file = Orderflow.opsPasswordFile(project.home());
        String password = PrivateFiles.read(file)
                .orElseThrow(() -> new LauncherException(
                        file + " is missing, so you can't log in. Restart: ./demo down && ./demo up"));
        return state.services().stream()
                .map(service -> new OpsApi(service, url(state.ports().of(service), ""), password))
                .toList();
    }

    @Override
    public void act(String action, String part) {
        if (part.equals(Orderflow.GATEWAY)) {
            payments().execute(GatewayOutage.statement(action));
            return;
        }
        HttpResponse<String> answer = control("/" + action + "/" + part, ACTS_IN);
        if (answer.statusCode() != 200) {
            throw new LauncherException(answer.body());
        }
    }

    private Sql payments() {
        String name = GatewayOutage.DATABASE;
        return new Sql(new DatabaseCredentials(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(state.ports().postgres(), name),
                name,
                PrivateFiles.password(project.home().resolve(name + ".password"))));
    }

    @Override
    public void logs(Optional<String> part, boolean follow) {
        List<Path> files = part.map(this::logsOf)
                .orElseGet(() -> state.services().stream()
                        .flatMap(service -> logsOf(service).stream())
                        .toList());
        new LogReader(files).print(follow);
    }

    private List<Path> logsOf(String part) {
        Path home = project.home();
        return switch (part) {
            case "rabbitmq" -> LogReader.filesIn(Orderflow.brokerHome(home).resolve("log"));
            case "postgres" -> List.of(Orderflow.databaseHome(home).resolve("server.log"));
            case "mail" -> List.of(Orderflow.logsIn(home).resolve("supervisor.log"));
            case Orderflow.GATEWAY -> logsOf(Orderflow.PAYMENTS);
            default -> List.of(Orderflow.logsIn(home).resolve(part + ".log"));
        };
    }

    @Override
    public void down(boolean wipe) {
        if (beginsShutdown()) {
            Poll.until(
                    ENDS_IN,
                    () -> Processes.marked(ProcessTag.of(project.home())).isEmpty());
        }
        endLeftovers(project.home());
        if (wipe) {
            wipe(project.home());
        }
    }

    /** A supervisor that does not answer is ended like a leftover. */
    private boolean beginsShutdown() {
        try {
            control("/shutdown", BEGINS_SHUTDOWN_IN);
            return true;
        } catch (LauncherException e) {
            return false;
        }
    }

    static void wipe(Path home) {
        PrivateFiles.delete(home);
    }

    private HttpResponse<String> control(String path, Duration answersIn) {
        HttpRequest request = HttpRequest.newBuilder(url(state.controlPort(), path))
                .header("Authorization", "Bearer " + state.controlToken())
                .timeout(answersIn)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LauncherException("The supervisor does not answer. Stop its processes by: ./demo down", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for the supervisor", e);
        }
    }

    private static String serviceHealth(int port) {
        HttpRequest request = HttpRequest.newBuilder(url(port, "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            int status = client().send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == 200 ? "ready" : "not ready (" + status + ")";
        } catch (IOException e) {
            return "down";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(CONNECTS_IN).build();
    }

    private static String portHealth(int port) {
        return PortCheck.isAnswered(port) ? "ready" : "down";
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
