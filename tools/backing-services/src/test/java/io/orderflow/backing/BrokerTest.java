package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BrokerTest {

    private static final String QUEUE = "kept";
    private static final String WEAK_COOKIE = "ABCDEFGHIJKLMNOPQRST";

    @TempDir
    static Path folder;

    static Broker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        Path definitions = Files.writeString(folder.resolve("topology.json"), """
                {"queues": [{"name": "defined", "vhost": "/", "durable": true, "auto_delete": false,
                             "arguments": {"x-queue-type": "quorum"}}],
                 "exchanges": [{"name": "news", "vhost": "/", "type": "topic", "durable": true, "auto_delete": false,
                                "internal": false, "arguments": {}}]}
                """);
        // As Erlang makes it, and as an earlier run may have left it.
        PrivateFiles.write(PrivateFiles.folder(folder.resolve("broker")).resolve(".erlang.cookie"), WEAK_COOKIE);
        broker = Broker.start(BrokerSettings.in(folder.resolve("broker"))
                .managementPort(0)
                .users(List.of(new BrokerUser(
                        "shop",
                        "secret",
                        Set.of(),
                        "^mine$",
                        "^(mine|news)$",
                        "^mine$",
                        List.of(new BrokerUser.TopicPermission("news", "^mine\\.", "^$")))))
                .definitions(List.of(definitions)));
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
        assertThat(Processes.marked(ProcessTag.of(folder.resolve("broker")))).isEmpty();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info().command().orElse("").endsWith("epmd"))
                        .filter(process -> belongsTo(folder, process)))
                .isEmpty();
    }

    @BeforeEach
    void startAgain() {
        broker.start();
    }

    @Test
    void reportsItsVersion() {
        assertThat(broker.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void loadsTheDefinitions() throws Exception {
        try (Connection connection = connect(broker.adminUser(), broker.adminPassword());
                Channel channel = connection.createChannel()) {
            assertThat(channel.queueDeclarePassive("defined").getQueue()).isEqualTo("defined");
        }
    }

    @Test
    void enforcesTheRightsOfAUser() throws Exception {
        try (Connection connection = connect("shop", "secret")) {
            connection.createChannel().queueDeclare("mine", true, false, false, Map.of("x-queue-type", "quorum"));

            assertThatThrownBy(() -> connection.createChannel().queueDeclare("other", true, false, false, null))
                    .hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    @Test
    void enforcesTheRoutingKeysOfAUser() throws Exception {
        try (Connection connection = connect("shop", "secret")) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.basicPublish("news", "mine.first", null, new byte[0]);
            channel.waitForConfirmsOrDie(10_000);

            channel.basicPublish("news", "other.first", null, new byte[0]);

            assertThatThrownBy(() -> channel.waitForConfirmsOrDie(10_000)).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    @Test
    void refusesAMessageAboveTheSizeLimit() throws Exception {
        try (Connection connection = connect(broker.adminUser(), broker.adminPassword())) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.basicPublish("news", "large", null, new byte[32 * 1024]);
            channel.waitForConfirmsOrDie(10_000);

            channel.basicPublish("news", "too large", null, new byte[32 * 1024 + 1]);

            assertThatThrownBy(() -> channel.waitForConfirmsOrDie(10_000))
                    .hasStackTraceContaining("PRECONDITION_FAILED");
        }
    }

    @Test
    void hasNoGuestUser() {
        assertThatThrownBy(() -> connect("guest", "guest")).isInstanceOf(AuthenticationFailureException.class);
    }

    @Test
    void hasARandomCookieThatOnlyItsOwnerCanRead() throws Exception {
        assumeFalse(DockerEngine.isUsable(), "a container keeps its cookie to itself");
        Path cookie = folder.resolve("broker/.erlang.cookie");

        assertThat(cookie).content().matches("[A-Za-z0-9_-]{24}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cookie)))
                .isEqualTo("rw-------");
        // rabbitmqctl reads the same file, and the broker accepts it.
        broker.setShortOfMemory(false);
    }

    @Test
    void servesTheManagementPage() throws Exception {
        URI page = broker.managementUrl().orElseThrow();

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /**
     * Stops the broker before it kills it. RabbitMQ 3.10 and 4.0 never elect a leader again for a quorum queue if they are killed
     * in the first second of its life.
     */
    @Test
    void keepsConfirmedMessagesAfterAStopAndAKill() throws Exception {
        publish("before the stop");
        broker.stop();
        assertThatThrownBy(() -> connect(broker.adminUser(), broker.adminPassword()))
                .isInstanceOf(ConnectException.class);
        broker.start();
        publish("before the kill");
        broker.kill();
        assertThatThrownBy(() -> connect(broker.adminUser(), broker.adminPassword()))
                .isInstanceOf(ConnectException.class);
        broker.start();

        assertThat(get()).isEqualTo("before the stop");
        assertThat(get()).isEqualTo("before the kill");
    }

    /** epmd carries no marker. On Linux, its environment shows which node started it. */
    private static boolean belongsTo(Path home, ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"))
                    .contains(home.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static Connection connect(String user, String password) throws Exception {
        return broker.connections(user, password).newConnection();
    }

    private static void publish(String text) throws Exception {
        try (Connection connection = connect(broker.adminUser(), broker.adminPassword());
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.confirmSelect();
            channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_TEXT_PLAIN, text.getBytes());
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static String get() throws Exception {
        try (Connection connection = connect(broker.adminUser(), broker.adminPassword());
                Channel channel = connection.createChannel()) {
            return new String(channel.basicGet(QUEUE, true).getBody());
        }
    }
}
