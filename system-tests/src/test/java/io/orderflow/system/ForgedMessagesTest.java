package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each service's user publishes every message with every routing key. The broker checks the keys, and the consumers the rest. */
class ForgedMessagesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The keys that each user may publish, by {@code docs/security.md}. */
    private static final Map<String, Set<String>> RIGHTS = Map.of(
            Orderflow.ORDERS,
                    Set.of("order.placed", "payment.requested", "email.payment-reminder", "email.payment-failed"),
            Orderflow.PAYMENTS, Set.of("payment.completed", "payment.failed"),
            Orderflow.EMAILS, Set.of("email.sent", "email.failed"),
            Orderflow.MORE_CONSUMERS, Set.of());

    private static final Map<String, String> SERVICES = Map.of(
            "payment", Orderflow.PAYMENTS,
            "email", Orderflow.EMAILS,
            "order-results", Orderflow.ORDERS,
            "inventory", Orderflow.MORE_CONSUMERS,
            "sms", Orderflow.MORE_CONSUMERS,
            "analytics", Orderflow.MORE_CONSUMERS,
            "analytics-results", Orderflow.MORE_CONSUMERS);

    /** Each test has its own, because mails are kept. */
    private final String victim = "victim-%s@example.org".formatted(UUID.randomUUID());

    /** The ids of the messages that each consumer received. */
    private final Map<String, Set<String>> received = new HashMap<>();

    private List<JsonNode> bodies;
    private UUID order;

    @BeforeEach
    void placeAnOrderThatIsNotPaid() throws IOException {
        TestSystem.startAndAwait(Orderflow.MORE_CONSUMERS);
        dropDeadLetters();
        try (Stream<Path> files =
                Files.list(Project.find().root().resolve("common-messages/src/test/resources/golden"))) {
            bodies = files.filter(it -> it.toString().endsWith(".json"))
                    .sorted()
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
        order = Shop.place(victim, "pm_card_declined");
        await().atMost(PATIENCE).until(() -> Shop.state(order).equals("PAYMENT_FAILED/SENT"));
        await().atMost(PATIENCE).until(() -> TestSystem.mailsTo(victim).size() == 2);
    }

    @AfterEach
    void dropDeadLetters() {
        SERVICES.forEach((consumer, service) -> Operators.dropDeadLetters(service, consumer));
    }

    @Test
    void noBodyUnderTheKeyOfAnotherIsActedUpon() throws Exception {
        for (String user : RIGHTS.keySet()) {
            try (Connection connection = TestSystem.get().brokerUser(user).newConnection("forger")) {
                for (String key : keys()) {
                    for (String exchange : List.of("orders", "order.results")) {
                        publishAllBodies(connection, user, exchange, key);
                    }
                }
            }
        }

        awaitAllForged(0);
        assertThat(received.get("order-results")).hasSizeGreaterThan(80);
        assertNothingHappened();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Operators.alerts(Orderflow.ORDERS)).contains("ForgedMessages of order-results"));

        SERVICES.values().stream()
                .distinct()
                .forEach(service -> Operators.redriveAll(TestSystem.get().service(service)));
        awaitAllForged(1);
        assertNothingHappened();
    }

    /** RabbitMQ routes a message by the keys in this header, too, but older versions check the right to the first key only. */
    @Test
    void aKeyInTheCcHeaderMakesNoMessageGenuine() throws Exception {
        try (Connection connection =
                TestSystem.get().brokerUser(Orderflow.EMAILS).newConnection("forger")) {
            BasicProperties copied = new BasicProperties.Builder()
                    .headers(Map.of("CC", List.of("payment.completed")))
                    .build();
            String id = publish(connection, "order.results", "email.sent", copied, body("payment.completed"));
            received.put("order-results", Set.of(id));
            received.put("analytics-results", Set.of(id));
        } catch (IOException | ShutdownSignalException e) {
            assertThat(e).hasStackTraceContaining("ACCESS_REFUSED");
        }

        awaitAllForged(0);
        assertNothingHappened();
    }

    @Test
    void noUserCanPublishUnderTheNameOfAnother() throws Exception {
        try (Connection connection =
                TestSystem.get().brokerUser(Orderflow.EMAILS).newConnection("forger")) {
            BasicProperties properties =
                    new BasicProperties.Builder().userId(Orderflow.PAYMENTS).build();

            assertThatThrownBy(() -> publish(connection, "order.results", "email.sent", properties, body("email.sent")))
                    .hasStackTraceContaining("PRECONDITION_FAILED");
        }
    }

    private Set<String> keys() {
        Set<String> keys = new HashSet<>();
        RIGHTS.values().forEach(keys::addAll);
        keys.add("email.password-reset");
        return keys;
    }

    private void publishAllBodies(Connection connection, String user, String exchange, String type) throws Exception {
        boolean isResult = exchange.equals("order.results");
        String key = isResult ? type : type + ".bulk";
        boolean isAllowed = RIGHTS.get(user).contains(type) && isResult == !user.equals(Orderflow.ORDERS);
        if (!isAllowed) {
            assertThatThrownBy(() -> publish(connection, exchange, key, new BasicProperties(), body(type)))
                    .as("%s publishes %s to %s", user, key, exchange)
                    .hasStackTraceContaining("ACCESS_REFUSED");
            return;
        }
        BasicProperties signed = new BasicProperties.Builder().userId(user).build();
        for (JsonNode body : bodies) {
            if (!body.get("type").asString().equals(type)) {
                for (BasicProperties properties : List.of(signed, new BasicProperties())) {
                    String id = publish(connection, exchange, key, properties, body);
                    consumersOf(exchange, type)
                            .forEach(it -> received.computeIfAbsent(it, name -> new HashSet<>())
                                    .add(id));
                }
            }
        }
    }

    private static List<String> consumersOf(String exchange, String type) {
        if (exchange.equals("order.results")) {
            return type.startsWith("payment.")
                    ? List.of("order-results", "analytics-results")
                    : List.of("order-results");
        }
        return switch (type) {
            case "order.placed" -> List.of("payment", "email", "inventory", "sms", "analytics");
            case "payment.requested" -> List.of("payment");
            default -> List.of("email");
        };
    }

    /** Publishes the body about the victim and its order. */
    private String publish(
            Connection connection, String exchange, String key, BasicProperties properties, JsonNode body)
            throws Exception {
        String id = UUID.randomUUID().toString();
        ObjectNode forged = (ObjectNode) body.deepCopy();
        forged.put("id", id).put("correlationId", order.toString());
        for (String address : List.of("recipient", "customerEmail")) {
            if (forged.has(address)) {
                forged.put(address, victim);
            }
        }
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        BasicProperties complete =
                properties.builder().messageId(id).deliveryMode(2).build();
        channel.basicPublish(exchange, key, complete, JsonMapper.shared().writeValueAsBytes(forged));
        channel.waitForConfirmsOrDie(10_000);
        channel.close();
        return id;
    }

    private JsonNode body(String type) {
        return bodies.stream()
                .filter(it -> it.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private void awaitAllForged(int redriven) {
        received.forEach((consumer, ids) -> await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> dead = new ArrayList<>(Operators.deadLetters(SERVICES.get(consumer), consumer));
            assertThat(dead)
                    .as(consumer)
                    .allSatisfy(it -> {
                        assertThat(it.get("reason").asString()).isEqualTo("forged");
                        assertThat(it.get("redriven").asInt()).isEqualTo(redriven);
                    })
                    .extracting(it -> it.get("messageId").asString())
                    .containsExactlyInAnyOrderElementsOf(ids);
        }));
    }

    private void assertNothingHappened() {
        assertThat(Shop.state(order)).isEqualTo("PAYMENT_FAILED/SENT");
        assertThat(Shop.events(order)).doesNotContain("PaymentCompleted", "ConfirmationFailed", "PaymentRequested");
        assertThat(Books.charges(List.of(order))).isZero();
        assertThat(TestSystem.mailsTo(victim)).hasSize(2);
    }
}
