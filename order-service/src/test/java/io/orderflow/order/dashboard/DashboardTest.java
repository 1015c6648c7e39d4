package io.orderflow.order.dashboard;

import static io.orderflow.order.OrderServiceTest.OPS_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messaging.alert.AlertSource;
import io.orderflow.messaging.alert.Condition;
import io.orderflow.messaging.status.StatusPoller;
import io.orderflow.order.OrderServiceTest;
import io.orderflow.order.TestOrders;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** A fake server stands for payment-service; the system tests use the real one. */
@Tag("slow")
@OrderServiceTest
class DashboardTest {

    private static final FakeService PAYMENT = new FakeService();

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        registry.add("orderflow.live.password", () -> "battery-staple-horse");
        registry.add("orderflow.live.services[0].name", () -> "payment-service");
        registry.add("orderflow.live.services[0].url", PAYMENT::url);
        registry.add("orderflow.live.services[0].consumers", () -> "payment");
        registry.add("orderflow.live.services[1].name", () -> "more-consumers");
        registry.add("orderflow.live.services[1].url", () -> "http://127.0.0.1:1");
        registry.add("orderflow.live.services[1].consumers", () -> "inventory");
        registry.add("orderflow.live.services[1].optional", () -> "true");
    }

    @LocalServerPort
    private int port;

    @Autowired
    private RestTestClient client;

    @Autowired
    private TestOrders orders;

    @Autowired
    private AmqpAdmin broker;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    @Qualifier("servicesDown")
    private AlertSource servicesDown;

    @Autowired
    private StatusPoller watch;

    @AfterEach
    void backToUsual() {
        PAYMENT.comeBack();
    }

    @Test
    void sendsASnapshotOfAllServicesEachSecond() {
        try (OpenPage page = OpenPage.open(port, "/live")) {
            JsonNode history = page.next("history");
            assertThat(history.get("at").isArray()).isTrue();

            JsonNode snapshot = page.await("snapshot", DashboardTest::allUp);
            assertThat(service(snapshot, "order-service").get("up").asBoolean()).isTrue();
            assertThat(service(snapshot, "order-service").get("ops").asString()).isEqualTo("/ops");
            JsonNode payment = consumer(snapshot, "payment");
            assertThat(payment.get("queues").get("payment.regular").asLong()).isEqualTo(41);
            assertThat(payment.get("limitPerSecond").asInt()).isEqualTo(10);
            assertThat(payment.get("outPerSecond").asDouble()).isEqualTo(9.5);
            assertThat(payment.get("limitUsed").asDouble()).isEqualTo(0.98, within(1e-9));
            assertThat(payment.get("retry").asLong()).isEqualTo(3);
            assertThat(snapshot.get("alerts").get(0).get("name").asString()).isEqualTo("QueueLong");
            assertThat(snapshot.has("latest")).as("orders are for operators").isFalse();
            assertThat(service(snapshot, "more-consumers"))
                    .as("not seen yet, and optional")
                    .isNull();
        }
    }

    @Test
    void pollsOtherServicesAsTheReadOnlyAccount() {
        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await("snapshot", DashboardTest::allUp);
        }

        assertThat(PAYMENT.login())
                .isEqualTo("Basic " + HttpHeaders.encodeBasicAuth("monitor", "battery-staple-horse", null));
    }

    @Test
    void aHeadRequestTakesNoPagesPlace() {
        for (int i = 0; i < 205; i++) {
            client.head()
                    .uri("/live")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .contentType("text/event-stream");
        }

        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await("snapshot", DashboardTest::allUp);
        }
    }

    @Test
    void showsHowLongAProviderIsAwayButNotTheReason() {
        try (OpenPage page = OpenPage.open(port, "/live")) {
            JsonNode snapshot = page.await("snapshot", DashboardTest::allUp);
            JsonNode payment = consumer(snapshot, "payment");
            assertThat(payment.get("postponed").asLong()).isEqualTo(4);
            assertThat(payment.get("provider").get("name").asString()).isEqualTo("payment-gateway");
            Instant since = Instant.parse("2026-01-31T08:00:00Z");
            Duration away =
                    Duration.between(since, Instant.parse(snapshot.get("at").asString()));
            assertThat(payment.get("provider").get("awaySeconds").asDouble())
                    .isCloseTo(away.toMillis() / 1000.0, within(0.01));
            assertThat(payment.get("provider").get("throttledSeconds").isNull()).isTrue();
            assertThat(snapshot.toString()).doesNotContain("10.0.0.7");
            assertThat(consumer(snapshot, "order-results").get("provider").isNull())
                    .as("needs no provider")
                    .isTrue();
        }
    }

    @Test
    void showsAServiceOfAnOlderReleaseWithoutProvider() {
        PAYMENT.downgrade();
        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await(
                    "snapshot",
                    it -> allUp(it)
                            && consumer(it, "payment").get("provider").isNull()
                            && consumer(it, "payment").get("limitPerSecond").asInt(0) == 10);
        }
    }

    @Test
    void sendsTheHistoryToALaterPage() {
        try (OpenPage first = OpenPage.open(port, "/live")) {
            first.await("snapshot", DashboardTest::allUp);
            first.next("snapshot");
            try (OpenPage later = OpenPage.open(port, "/live")) {
                JsonNode history = later.next("history");
                int samples = history.get("at").size();
                assertThat(samples).isPositive();
                assertThat(history.get("series").get("payment.depth").size()).isEqualTo(samples);
                assertThat(history.get("series")
                                .get("payment.depth")
                                .get(samples - 1)
                                .asDouble())
                        .isEqualTo(44);
            }
        }
    }

    @Test
    void showsOperatorsTheLatestOrders() {
        UUID order = orders.place();
        try (OpenPage page = OpenPage.open(port, "/ops/live", OPS_PASSWORD)) {
            JsonNode snapshot = page.await(
                    "snapshot", it -> it.has("latest") && !it.get("latest").isEmpty());
            JsonNode latest = snapshot.get("latest").get(0);
            assertThat(latest.get("id").asString()).isEqualTo(order.toString());
            assertThat(latest.get("status").asString()).isEqualTo("PLACED");
            assertThat(latest.toString()).doesNotContain("@");
        }
    }

    @Test
    void showsTheRateOfAcceptedOrders() {
        try (OpenPage page = OpenPage.open(port, "/live")) {
            IntStream.range(0, 10).forEach(i -> orders.place());
            page.await(
                    "snapshot", it -> it.get("orders").get("acceptedPerSecond").asDouble() >= 2);
        }
    }

    @Test
    void doesNotCountOrdersFromBeforeTheClockWasSetBack(@Autowired JdbcClient jdbc) {
        String move = "update orders set placed_at = placed_at + ? * interval '1 hour' where id = ?";
        List<UUID> placed = Stream.generate(orders::place).limit(10).toList();
        placed.forEach(it -> jdbc.sql(move).params(1, it).update());
        Instant counted = Instant.now().plusSeconds(2);
        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await(
                    "snapshot",
                    it -> Instant.parse(it.get("at").asString()).isAfter(counted)
                            && it.get("orders").get("acceptedPerSecond").asDouble(1) == 0);
        } finally {
            placed.forEach(it -> jdbc.sql(move).params(-1, it).update());
        }
    }

    @Test
    void showsTheQueuesOfAServiceThatIsDown() {
        broker.declareQueue(QueueBuilder.durable("payment.regular").quorum().build());
        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await("snapshot", DashboardTest::allUp);
            PAYMENT.goAway();
            rabbit.send("", "payment.regular", new Message("waits".getBytes()));

            JsonNode snapshot = page.await(
                    "snapshot",
                    it -> !service(it, "payment-service").get("up").asBoolean()
                            && consumer(it, "payment")
                                            .get("queues")
                                            .get("payment.regular")
                                            .asLong()
                                    == 1);
            assertThat(consumer(snapshot, "payment").get("outPerSecond").isNull())
                    .isTrue();

            PAYMENT.comeBack();
            page.await("snapshot", DashboardTest::allUp);
        } finally {
            broker.deleteQueue("payment.regular");
        }
    }

    @Test
    void sendsSnapshotsEachSecondWithoutTheDatabase() {
        UUID order = orders.place();
        try (OpenPage page = OpenPage.open(port, "/ops/live", OPS_PASSWORD)) {
            page.await("snapshot", it -> allUp(it) && !it.get("latest").isEmpty());
            SharedBackingServices.database().stop();
            JsonNode snapshot = page.await(
                    "snapshot",
                    it -> !service(it, "order-service").get("databaseUp").asBoolean()
                            && it.get("orders").get("acceptedPerSecond").isNull());
            assertThat(snapshot.get("latest").get(0).get("id").asString()).isEqualTo(order.toString());

            Instant start = Instant.parse(snapshot.get("at").asString());
            IntStream.range(0, 9).forEach(i -> page.next("snapshot"));
            Instant end = Instant.parse(page.next("snapshot").get("at").asString());
            assertThat(Duration.between(start, end))
                    .as("ten seconds, and not ten times the connection timeout")
                    .isLessThan(Duration.ofSeconds(20));
        } finally {
            SharedBackingServices.database().start();
        }
        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await("snapshot", DashboardTest::allUp);
        }
    }

    @Test
    void readsTheStateOnceASecondForFiftyPages() {
        List<OpenPage> pages = IntStream.range(0, 50)
                .mapToObj(i -> OpenPage.open(port, "/live"))
                .toList();
        try (OpenPage page = OpenPage.open(port, "/live")) {
            Instant start = Instant.parse(page.next("snapshot").get("at").asString());
            int before = PAYMENT.asked();
            IntStream.range(0, 4).forEach(i -> page.next("snapshot"));
            Instant end = Instant.parse(page.next("snapshot").get("at").asString());
            assertThat(PAYMENT.asked() - before)
                    .isCloseTo((int) Duration.between(start, end).toSeconds(), within(2));
            pages.forEach(it -> it.next("snapshot"));
        } finally {
            pages.forEach(OpenPage::close);
        }
    }

    @Test
    void refusesTheOperatorsStreamWithoutLoginAndWithoutABrowserPrompt() {
        client.get()
                .uri("/ops/live")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists("WWW-Authenticate");
        client.get()
                .uri("/ops/live")
                .header("X-Requested-With", "XMLHttpRequest")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .doesNotExist("WWW-Authenticate");
    }

    @Test
    void forwardsOperatorsRequestsUnchanged() {
        client.put()
                .uri(URI.create("http://localhost:" + port
                        + "/ops/services/payment-service/limits/payment%20x?a=b%26c&d=%C3%A9"))
                .headers(it -> it.setBasicAuth("operator", OPS_PASSWORD))
                .header("Content-Type", "application/json")
                .body("{\"perSecond\":7}")
                .exchange()
                .expectStatus()
                .isEqualTo(418)
                .expectHeader()
                .contentTypeCompatibleWith("application/problem+json")
                .expectBody(String.class)
                .isEqualTo("{\"detail\":\"as it was said\"}");

        assertThat(PAYMENT.last()).isEqualTo("PUT /ops/limits/payment%20x?a=b%26c&d=%C3%A9 {\"perSecond\":7}");
    }

    @Test
    void forwardsNothingWithoutLogin() {
        client.post()
                .uri("/ops/services/payment-service/consumers/payment/pause")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void namesTheUnknownServiceAndTheServiceThatIsDown() {
        client.get()
                .uri("/ops/services/warehouse/queues")
                .headers(it -> it.setBasicAuth("operator", OPS_PASSWORD))
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get()
                .uri("/ops/services/more-consumers/queues")
                .headers(it -> it.setBasicAuth("operator", OPS_PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("more-consumers does not answer. Is it down? ./demo status");
    }

    @Test
    void showsAServiceThatRejectsThePasswordAndPausesItsRequests() {
        PAYMENT.changePassword();
        try (OpenPage page = OpenPage.open(port, "/live")) {
            page.await(
                    "snapshot",
                    it -> it.get("services").size() > 1
                            && service(it, "payment-service").get("up").asBoolean()
                            && consumer(it, "payment").get("paused").isNull());
            // Checks the conditions and not the snapshot: alerts are rows, and the order-services of other tests have
            // stored some.
            assertThat(servicesDown.conditions(watch.state()))
                    .filteredOn(it -> it.subject().equals("payment-service"))
                    .extracting(Condition::met)
                    .containsExactly(false);
            int refused = PAYMENT.refused();
            IntStream.range(0, 5).forEach(i -> page.next("snapshot"));
            assertThat(PAYMENT.refused()).isEqualTo(refused);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ops/services/payment-service,                404",
        "/ops/services/payment-service?x=1,            404",
        "/ops/services/payment-service/queues?x=%zz,   400",
        "/ops/services/payment-service/queues?%,       400",
        "/ops/services/payment-service/queues?x=%e9%8, 400",
        "/ops/services/payment-service/[queues],       400",
        "/ops/services/payment-service/queues/%zz,     400"
    })
    void refusesAnAddressThatItCannotForward(String path, int status) {
        int asked = PAYMENT.forwarded();

        assertThat(OpenPage.status(port, path, OPS_PASSWORD)).isEqualTo(status);
        assertThat(PAYMENT.forwarded()).isEqualTo(asked);
    }

    @Test
    void refusesATooLargeBodyWithoutContentLength() throws Exception {
        byte[] body = new byte[65 * 1024];
        HttpRequest chunked = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/ops/services/payment-service/dead-letters/redrive"))
                .header("Authorization", "Basic " + HttpHeaders.encodeBasicAuth("operator", OPS_PASSWORD, null))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(chunked, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void forwardsOnlyToPathsOfOperators() {
        for (String path : List.of(
                "%2f../actuator/env",
                "/../../actuator/env", "/%2e%2e/actuator/env", "/..;/..;/actuator/env", "//evil.example/")) {
            int asked = PAYMENT.forwarded();
            OpenPage.status(port, "/ops/services/payment-service" + path, OPS_PASSWORD);
            assertThat(PAYMENT.forwarded()).as(path).isEqualTo(asked);
        }
    }

    @Test
    void sendsAContentSecurityPolicyPerPath() {
        client.get()
                .uri("/orders/" + orders.place())
                .exchange()
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        it -> assertThat(it).startsWith("default-src 'none'").doesNotContain("self"));
        client.get()
                .uri("/swagger-ui/index.html")
                .exchange()
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        it -> assertThat(it).contains("script-src 'self'").doesNotContain("unsafe-eval"));
        client.get()
                .uri("/")
                .exchange()
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        it -> assertThat(it).contains("script-src 'self'").doesNotContain("unsafe"));
        client.get()
                .uri("/live/link-worker.js")
                .exchange()
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        it -> assertThat(it).contains("script-src 'self'", "connect-src 'self'"));
    }

    private static boolean allUp(JsonNode snapshot) {
        return snapshot.get("brokerUp").asBoolean(false)
                && service(snapshot, "payment-service").get("up").asBoolean();
    }

    private static JsonNode service(JsonNode snapshot, String name) {
        return snapshot.get("services")
                .valueStream()
                .filter(it -> it.get("name").asString().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode consumer(JsonNode snapshot, String name) {
        return snapshot.get("services")
                .valueStream()
                .flatMap(it -> it.get("consumers").valueStream())
                .filter(it -> it.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
