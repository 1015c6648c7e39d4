package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("slow")
@OrderServiceTest
class PlacingAnOrderTest {

    private static final String GOOD = """
            {"customerEmail": "ada@example.org", "paymentMethod": "pm_card_visa", "priority": "VIP", "currency": "CHF",
             "items": [{"sku": "book-42", "quantity": 3, "unitPrice": 19.90}, {"sku": "pen", "quantity": 1, "unitPrice": 0.3}]}
            """;

    private static final String QUEUE = "placed-orders";

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        OrdersQueue.declare(admin, QUEUE);
        // Other tests leave messages that no queue takes. The relay tries those again only after a pause.
        jdbc.sql("delete from messaging.outbox").update();
        admin.purgeQueue(QUEUE);
    }

    @Test
    void answersTheOrderWithItsTotalAndLocation() {
        String location = post(GOOD)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/orders/[0-9a-f-]{36}")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("PLACED")
                .jsonPath("$.confirmation")
                .isEqualTo("PENDING")
                .jsonPath("$.total")
                .isEqualTo(60.0)
                .jsonPath("$.currency")
                .isEqualTo("CHF")
                .jsonPath("$.priority")
                .isEqualTo("VIP")
                .jsonPath("$.placedAt")
                .isNotEmpty()
                .jsonPath("$.customerEmail")
                .doesNotExist()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");

        client.get()
                .uri(location)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[1].sku")
                .isEqualTo("pen");
    }

    @Test
    void publishesTheOrder() {
        UUID id = place(GOOD, null).id();

        Message message = rabbit.receive(QUEUE, 10_000);
        OrderPlaced placed = (OrderPlaced) codec.read(message.getBody());
        assertThat(message.getMessageProperties().getReceivedRoutingKey()).isEqualTo("order.placed.vip");
        assertThat(placed.correlationId()).isEqualTo(id);
        assertThat(placed.customerEmail()).isEqualTo("ada@example.org");
        assertThat(placed.paymentMethod()).isEqualTo("pm_card_visa");
        assertThat(placed.priority()).isEqualTo(Priority.VIP);
        assertThat(placed.total()).isEqualByComparingTo("60.00");
        assertThat(placed.items()).hasSize(2);
    }

    @Test
    void defaultsToRegularPriorityAndEuros() {
        post("""
                {"customerEmail": "ada@example.org", "paymentMethod": "pm_card_visa",
                 "items": [{"sku": "book", "quantity": 1, "unitPrice": 1}]}""")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.priority")
                .isEqualTo("REGULAR")
                .jsonPath("$.currency")
                .isEqualTo("EUR");
    }

    @Test
    void usesTheDecimalsOfTheCurrency() {
        assertThat(place(GOOD.replace("CHF", "EUR"), null).total()).isEqualTo("60.00");
        assertThat(place(GOOD.replace("CHF", "KWD").replace("0.3", "0.305"), null)
                        .total())
                .isEqualTo("60.005");
        assertThat(place(GOOD.replace("CHF", "JPY").replace("19.90", "20").replace("0.3", "3"), null)
                        .total())
                .isEqualTo("63");
        // Newer than some JDKs.
        assertThat(place(GOOD.replace("CHF", "UYW").replace("0.3", "0.3005"), null)
                        .total())
                .isEqualTo("60.0005");
        assertThat(place(GOOD.replace("CHF", "XAD"), null).total()).isEqualTo("60.00");
    }

    @Test
    void limitsTheSizeOfTheLargestOrdersMessage() {
        String item = "{\"sku\": \"%s\", \"quantity\": 10, \"unitPrice\": 1000.00%s}"
                .formatted("x".repeat(64), "0".repeat(400));

        place(with("items", "[" + item + ("," + item).repeat(99) + "]"), null);

        assertThat(rabbit.receive(QUEUE, 10_000).getBody())
                .hasSizeLessThanOrEqualTo(io.orderflow.messages.Message.MAX_BYTES);
    }

    @Test
    void isAcceptedWhileTheBrokerIsAwayAndPublishedLater() {
        SharedBackingServices.broker().stop();
        UUID id;
        try {
            id = place(GOOD, null).id();
            assertThat(count("messaging.outbox")).isOne();
        } finally {
            SharedBackingServices.broker().start();
        }

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            Message message = rabbit.receive(QUEUE);
            assertThat(message).isNotNull();
            assertThat(codec.read(message.getBody()).correlationId()).isEqualTo(id);
        });
    }

    @Test
    void answersTheSameOrderForTheSameKey() {
        int before = count("orders");
        Placed first = place(GOOD, "key-1");

        assertThat(place(GOOD, "key-1").id()).isEqualTo(first.id());
        assertThat(place(GOOD.replace("  ", " "), "key-1").id()).isEqualTo(first.id());
        assertThat(place(GOOD, "key-2").id()).isNotEqualTo(first.id());
        assertThat(count("orders")).isEqualTo(before + 2);
    }

    @Test
    void treatsSqlInAKeyAsPlainText() {
        int before = count("orders");
        Placed first = place(GOOD, "');drop/**/table/**/orders;--");

        assertThat(place(GOOD, "');drop/**/table/**/orders;--").id()).isEqualTo(first.id());
        assertThat(place(GOOD, "'/**/or/**/'1'='1").id()).isNotEqualTo(first.id());
        assertThat(count("orders")).isEqualTo(before + 2);
    }

    @Test
    void refusesTheSameKeyForAnotherOrder() {
        place(GOOD, "key-3");
        int before = count("orders");

        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", "key-3")
                .body(GOOD.replace("book-42", "book-43"))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(count("orders")).isEqualTo(before);
    }

    /** The API normally rejects text with a NUL; the database rejects it too, so it makes a failing insert. */
    @Test
    void anOrderThatTheDatabaseRejectsDoesNotFailOthers(@Autowired OrderPlacement placement) throws Exception {
        AtomicInteger number = new AtomicInteger();

        List<Boolean> placed = AtOnce.run(40, () -> {
            boolean bad = number.incrementAndGet() % 10 == 0;
            NewOrder good = TestOrders.newOrder();
            try {
                placement.place(new NewOrder(
                        bad ? "ada\0@example.org" : good.customerEmail(),
                        good.paymentMethod(),
                        good.priority(),
                        good.currency(),
                        good.items()));
                return true;
            } catch (DataAccessException e) {
                return false;
            }
        });

        assertThat(placed).filteredOn(it -> it).hasSize(36);
    }

    @Test
    void placesOneOrderForManySimultaneousRequestsWithOneKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Set<UUID> ids = new HashSet<>();
        Callable<UUID> request = () -> place(GOOD, "key-4").id();
        for (Future<UUID> id :
                threads.invokeAll(Stream.generate(() -> request).limit(32).toList())) {
            ids.add(id.get());
        }
        threads.shutdown();

        assertThat(ids).hasSize(1);
        await().until(() -> count("messaging.outbox") == 0);
        assertThat(rabbit.receive(QUEUE, 10_000)).isNotNull();
        assertThat(rabbit.receive(QUEUE)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void rejectsBadInputAndStoresNothing(String what, String body, HttpStatus status, String field) {
        int orders = count("orders");

        String problem = post(body)
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(problem).contains("\"status\":" + status.value());
        if (field != null) {
            assertThat(problem).contains("\"field\":\"" + field + "\"");
        }
        assertThat(problem).doesNotContain("4242424242424242").doesNotContain("Exception");
        assertThat(count("orders")).isEqualTo(orders);
        assertThat(rabbit.receive(QUEUE)).isNull();
    }

    static Stream<Arguments> badRequests() {
        String item = "{\"sku\": \"book\", \"quantity\": 1, \"unitPrice\": 1}";
        return Stream.of(
                bad("no items", with("items", "[]"), "items"),
                bad("items missing", "{\"customerEmail\": \"a@b.cd\", \"paymentMethod\": \"pm_card_visa\"}", "items"),
                bad("101 items", with("items", "[" + item + ("," + item).repeat(100) + "]"), "items"),
                bad("null item", with("items", "[null]"), "items[0]"),
                bad("no quantity", withItem("quantity", "null"), "items[0].quantity"),
                bad("quantity 0", withItem("quantity", "0"), "items[0].quantity"),
                bad("negative quantity", withItem("quantity", "-1"), "items[0].quantity"),
                bad("absurd quantity", withItem("quantity", "10001"), "items[0].quantity"),
                bad("quantity beyond all numbers", withItem("quantity", "99999999999999"), "items[0].quantity"),
                bad("half a book", withItem("quantity", "0.5"), "items[0].quantity"),
                bad("quantity as text", withItem("quantity", "\"3\""), "items[0].quantity"),
                bad("negative price", withItem("unitPrice", "-0.01"), "items[0].unitPrice"),
                bad("no price", withItem("unitPrice", "0"), "items[0].unitPrice"),
                bad("absurd price", withItem("unitPrice", "1000001"), "items[0].unitPrice"),
                bad("price beyond all numbers", withItem("unitPrice", "1e999999999"), "items[0].unitPrice"),
                bad("price of almost nothing", withItem("unitPrice", "1e-999999999"), "items[0].unitPrice"),
                bad("a tenth of a cent", withItem("unitPrice", "0.001"), "items[0].unitPrice"),
                bad("absurd total", withItem("quantity", "10000").replace("19.90", "1001"), "items"),
                bad("sku with a line break", withItem("sku", "\"a\\nb\""), "items[0].sku"),
                bad("bad address", with("customerEmail", "\"ada\""), "customerEmail"),
                bad("no address", with("customerEmail", "null"), "customerEmail"),
                bad("two addresses", with("customerEmail", "\"a@b.cd,c@d.ef\""), "customerEmail"),
                bad("header in address", with("customerEmail", "\"a@b.cd\\nBcc: c@d.ef\""), "customerEmail"),
                bad("zero-width address", with("customerEmail", "\"a\\u200b@b.cd\""), "customerEmail"),
                bad("endless address", with("customerEmail", "\"" + "a".repeat(300) + "@b.cd\""), "customerEmail"),
                bad(
                        "address of many dots",
                        with("customerEmail", "\"a" + ".a".repeat(3000) + "@x.yz\""),
                        "customerEmail"),
                bad(
                        "address of many domains",
                        with("customerEmail", "\"a@" + "a.".repeat(3000) + "yz\""),
                        "customerEmail"),
                bad("long token", with("paymentMethod", "\"pm_" + "a_".repeat(20_000) + "\""), "paymentMethod"),
                bad("long sku", withItem("sku", "\"" + "a.".repeat(20_000) + "\""), "items[0].sku"),
                bad("unknown currency", with("currency", "\"XYZ\""), "currency"),
                bad("gold", with("currency", "\"XAU\""), "currency"),
                bad("a withdrawn currency", with("currency", "\"DEM\""), "currency"),
                bad("a currency that Java still has", with("currency", "\"HRK\""), "currency"),
                bad("lower-case currency", with("currency", "\"eur\""), "currency"),
                bad("unknown priority", with("priority", "\"SUPER\""), "priority"),
                bad("priority as number", with("priority", "0"), "priority"),
                bad("card number", with("paymentMethod", "\"4242424242424242\""), "paymentMethod"),
                bad("card number in a token", with("paymentMethod", "\"pm_4242424242424242\""), "paymentMethod"),
                bad("no payment method", with("paymentMethod", "null"), "paymentMethod"),
                bad("wrong kind", with("items", "7"), "items"),
                bad("two addresses in two fields", with("more", "1, \"customerEmail\": \"bob@example.org\""), null),
                bad("two prices", withItem("unitPrice", "1, \"unitPrice\": 2"), null),
                bad("broken JSON", GOOD.replace("}]", ""), null),
                bad("no JSON", "hello", null),
                bad("empty", "", null),
                bad("null", "null", null),
                bad("an array", "[" + GOOD + "]", null),
                bad("two objects", GOOD + GOOD, null),
                bad("deep JSON", "[".repeat(30_000), null),
                bad("deep JSON where nothing is looked for", with("more", nested(10_000)), null),
                bad("SQL in an address", with("customerEmail", "\"a'; drop table orders; --@b.cd\""), "customerEmail"),
                bad("SQL in a sku", withItem("sku", "\"a'; drop table orders; --\""), "items[0].sku"),
                bad("SQL in a token", with("paymentMethod", "\"pm_'; drop table orders; --\""), "paymentMethod"),
                bad("HTML in an address", with("customerEmail", "\"<b>a</b>@b.cd\""), "customerEmail"),
                bad("HTML in a sku", withItem("sku", "\"<script>\""), "items[0].sku"),
                bad("look-alike letter in an address", with("customerEmail", "\"a@\u0440aypal.com\""), "customerEmail"),
                Arguments.of(
                        "65 KiB", GOOD.replace("book-42", "b".repeat(65 * 1024)), HttpStatus.CONTENT_TOO_LARGE, null));
    }

    @Test
    void refusesATooLargeBodyWithoutContentLength(@LocalServerPort int port) throws Exception {
        byte[] body = (GOOD + " ".repeat(65 * 1024)).getBytes(StandardCharsets.UTF_8);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create("http://localhost:%d/orders".formatted(port)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(chunked, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "*/*", "application/*", "multipart/form-data"})
    void refusesOtherMediaTypesThanJson(String type) {
        client.post()
                .uri("/orders")
                .header("Content-Type", type)
                .body(GOOD)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void answersInUtf8ForEveryRequestedCharset() {
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Accept", "application/json;charset=utf-16")
                .body(GOOD)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("PLACED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json;charset=nonsense"})
    void storesNothingIfItCannotAnswerInTheRequestedType(String accept) {
        String body = GOOD.replace("ada@example.org", "unanswerable@example.org");
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Accept", accept)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.NOT_ACCEPTABLE)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);

        assertThat(jdbc.sql("select count(*) from orders where customer_email = 'unanswerable@example.org'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void rejectsAnInvalidIdempotencyKey() {
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", "k".repeat(256))
                .body(GOOD)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void answers404ForAnUnknownOrder() {
        client.get()
                .uri("/orders/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        client.get().uri("/orders/1").exchange().expectStatus().isBadRequest();
    }

    @Test
    void answers503WhileTheDatabaseIsAwayAndRecovers() {
        SharedBackingServices.database().stop();
        try {
            post(GOOD)
                    .expectStatus()
                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                    .expectHeader()
                    .exists("Retry-After");
        } finally {
            SharedBackingServices.database().start();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> post(GOOD).expectStatus().isCreated());
    }

    @Test
    void describesItsApi() {
        String description = client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(description).contains("/orders/{id}", "Idempotency-Key", "pm_card_visa");
        client.get().uri("/swagger-ui.html").exchange().expectStatus().is3xxRedirection();
    }

    private static Arguments bad(String what, String body, String field) {
        return Arguments.of(what, body, HttpStatus.BAD_REQUEST, field);
    }

    private static String with(String field, String value) {
        return switch (field) {
            case "more" -> GOOD.replaceFirst("\\{", "{\"more\": " + value + ", ");
            case "items" -> GOOD.replaceAll("(?s)\"items\": .*]", "\"items\": " + value);
            default ->
                GOOD.replaceAll("\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": " + value.replace("\\", "\\\\"));
        };
    }

    private static String nested(int deep) {
        return "{\"a\":".repeat(deep) + "1" + "}".repeat(deep);
    }

    private static String withItem(String field, String value) {
        return GOOD.replaceFirst("\"" + field + "\": [^,}]*", "\"" + field + "\": " + value.replace("\\", "\\\\"));
    }

    private record Placed(UUID id, String total) {}

    private Placed place(String body, String key) {
        RestTestClient.RequestBodySpec request = client.post().uri("/orders").contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        String answer = request.body(body)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        List<String> parts = List.of(answer.split("[:,\"{}]+"));
        return new Placed(UUID.fromString(parts.get(parts.indexOf("id") + 1)), parts.get(parts.indexOf("total") + 1));
    }

    private RestTestClient.ResponseSpec post(String body) {
        return client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
