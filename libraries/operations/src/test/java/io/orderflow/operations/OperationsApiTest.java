package io.orderflow.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.operations.TestApplication.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OperationsTest
@ExtendWith(OutputCaptureExtension.class)
class OperationsApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DelayedJobs jobs;

    @Autowired
    private Handler handler;

    private final JsonMapper json = JsonMapper.shared();
    private RestTestClient client;
    private TransactionTemplate transaction;

    @BeforeEach
    void prepare(@Autowired RestTestClient anyone, @Autowired PlatformTransactionManager transactions) {
        client = anyone.mutate()
                .defaultHeaders(it -> it.setBasicAuth("operator", "correct-horse-battery"))
                .build();
        transaction = new TransactionTemplate(transactions);
        handler.healed = false;
        jdbc.sql("delete from messaging.dead_letter").update();
        jdbc.sql("delete from messaging.delayed_job").update();
    }

    @Test
    void showsTheStateOfTheService() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> client.get()
                        .uri("/ops/overview")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.state.at")
                        .exists()
                        .jsonPath("$.state.outbox.messages")
                        .isEqualTo(0)
                        .jsonPath("$.state.consumers[?(@.consumer == 'demo')].limitPerSecond")
                        .isEqualTo(50)
                        .jsonPath("$.alerts")
                        .isArray());
    }

    @Test
    void listsDeadLettersPageByPageAndShowsOne() {
        List<String> buried = bury(5);

        List<String> seen = new ArrayList<>();
        JsonNode page = get("/ops/dead-letters?consumer=demo&limit=2");
        while (true) {
            page.get("items").forEach(it -> seen.add(it.get("messageId").asString()));
            if (page.get("next").isNull()) {
                break;
            }
            page = get("/ops/dead-letters?consumer=demo&limit=2&after="
                    + page.get("next").asString());
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(buried);
        String id = get("/ops/dead-letters").get("items").get(0).get("id").asString();
        JsonNode one = get("/ops/dead-letters/" + id);
        assertThat(one.get("letter").get("error").asString()).contains("ill");
        assertThat(one.get("payload").get("type").asString()).isEqualTo("payment.failed");
        assertThat(one.get("headers").get("orderflow-attempts").asInt()).isOne();
    }

    @Test
    void redrivesOneThenTheOthers() {
        bury(4);
        String first = get("/ops/dead-letters").get("items").get(0).get("id").asString();
        handler.healed = true;
        int before = handler.handled.size();

        assertThat(send(HttpMethod.POST, "/ops/dead-letters/" + first + "/redrive", 200)
                        .get("redriven")
                        .asInt())
                .isOne();
        send(HttpMethod.POST, "/ops/dead-letters/" + first + "/redrive", 404);
        assertThat(send(HttpMethod.POST, "/ops/dead-letters/redrive?reason=permanent", 200)
                        .get("redriven")
                        .asInt())
                .isEqualTo(3);

        await().atMost(PATIENCE).until(() -> handler.handled.size() == before + 4);
        assertThat(get("/ops/actions?subject=" + first)
                        .get("items")
                        .get(0)
                        .get("operator")
                        .asString())
                .isEqualTo("operator");
    }

    @Test
    void answersThatAnOversizedDeadLetterCanOnlyBeDropped() {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into messaging.dead_letter (id, consumer, died_at, reason, attempts, routing_key, headers, body)
                values (?, 'demo', now(), 'unreadable', 1, 'payment.failed.regular', '{}',
                        decode(repeat('00', 40000), 'hex'))""").param(id).update();

        assertThat(send(HttpMethod.POST, "/ops/dead-letters/" + id + "/redrive", 409)
                        .get("detail")
                        .asString())
                .contains("32768 bytes");
        assertThat(get("/ops/dead-letters/" + id).get("bytes").asInt()).isEqualTo(40_000);
    }

    @Test
    void redrivesNothingWithoutAFilterOrWithAnUnknownOne() {
        bury(1);

        assertThat(send(HttpMethod.POST, "/ops/dead-letters/redrive", 400)
                        .get("detail")
                        .asString())
                .contains("all=true");
        assertThat(send(HttpMethod.POST, "/ops/dead-letters/redrive?reeson=permanent", 400)
                        .get("detail")
                        .asString())
                .contains("reason");
        assertThat(get("/ops/dead-letters").get("items")).hasSize(1);
        handler.healed = true;
        int before = handler.handled.size();
        assertThat(send(HttpMethod.POST, "/ops/dead-letters/redrive?all=true", 200)
                        .get("redriven")
                        .asInt())
                .isOne();
        // Otherwise the message would fail again, during the next test.
        await().atMost(PATIENCE).until(() -> handler.handled.size() == before + 1);
    }

    @Test
    void dropsADeadLetterOnlyWithAReason() {
        bury(1);
        String id = get("/ops/dead-letters").get("items").get(0).get("id").asString();

        send(HttpMethod.DELETE, "/ops/dead-letters/" + id, 400);
        send(HttpMethod.DELETE, "/ops/dead-letters/" + id + "?reason=", 400);
        send(HttpMethod.DELETE, "/ops/dead-letters/" + id + "?reason=a test", 204);
        send(HttpMethod.DELETE, "/ops/dead-letters/" + id + "?reason=a test", 404);

        assertThat(get("/ops/dead-letters").get("items")).isEmpty();
        assertThat(get("/ops/actions?subject=" + id)
                        .get("items")
                        .get(0)
                        .get("reason")
                        .asString())
                .isEqualTo("a test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or '1'='1",
                "'; drop table messaging.dead_letter; --",
                "' union select rolname, rolpassword from pg_authid --"
            })
    void treatsSqlAsPlainText(String sql) {
        bury(1);
        String id = get("/ops/dead-letters").get("items").get(0).get("id").asString();

        for (String filter : List.of("consumer", "reason", "type", "order")) {
            assertThat(get("/ops/dead-letters?" + filter + "=" + sql).get("items"))
                    .as(filter)
                    .isEmpty();
        }
        assertThat(get("/ops/actions?subject=" + sql).get("items")).isEmpty();
        send(HttpMethod.DELETE, "/ops/dead-letters/" + id + "?reason=" + sql, 204);
        assertThat(get("/ops/actions?subject=" + id)
                        .get("items")
                        .get(0)
                        .get("reason")
                        .asString())
                .isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource({
        "/ops/dead-letters?limit=0,            limit",
        "/ops/dead-letters?limit=1000000,      limit",
        "/ops/dead-letters?limit=many,         limit",
        "/ops/dead-letters?from=yesterday,     from",
        "/ops/dead-letters?after=here,         after",
        "/ops/dead-letters?order_id=1,         query",
        "/ops/dead-letters/not-a-uuid,         id",
        "/ops/queues?peek=51,                  peek",
        "/ops/delayed-jobs?after=here,         after",
        "/ops/actions?after=one,               after"
    })
    void reportsTheInvalidParameter(String path, String field) {
        JsonNode problem = send(HttpMethod.GET, path, 400);

        assertThat(problem.get("detail").asString()).startsWith(field);
        assertThat(problem.toString()).doesNotContain("Exception", "io.orderflow");
    }

    @ParameterizedTest
    @CsvSource({
        "/ops/dead-letters?from={it},     +999999999-12-31T23:59:59Z",
        "/ops/dead-letters?until={it},    -9999-01-01T00:00:00Z",
        "/ops/dead-letters?after={it},    +294277-01-01T00:00:00Z_00000000-0000-0000-0000-000000000000",
        "/ops/delayed-jobs?after={it},    +999999999-12-31T23:59:59Z_a"
    })
    void refusesTimesThatTheDatabaseDoesNotKnow(String path, String value) {
        client.get().uri(path, value).exchange().expectStatus().isBadRequest();
    }

    @Test
    void refusesAParameterWithoutANameAndLogsNoError(CapturedOutput output) {
        client.get().uri("/ops/dead-letters?=1").exchange().expectStatus().isBadRequest();

        assertThat(output).doesNotContain("InvalidParameterException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ops/dead-letters?consumer={it}",
                "/ops/dead-letters?order={it}",
                "/ops/actions?subject={it}",
                "/ops/delayed-jobs?after=2026-01-01T00:00:00Z_{it}",
                "/ops/dead-letters?{it}=1"
            })
    void refusesANulInAParameter(String path) {
        client.get().uri(path, "a\0b").exchange().expectStatus().isBadRequest();
    }

    @Test
    void showsTheQueuesPausesAndResumes() {
        send(HttpMethod.POST, "/ops/consumers/demo/pause", 204);
        await().atMost(PATIENCE)
                .until(() -> queue().get("paused").asBoolean()
                        && queue().get("working").asInt() == 0);
        handler.healed = true;
        UUID waiting = publish();
        await().atMost(PATIENCE)
                .until(() -> queue().get("ready").get("demo.regular").asInt() == 1);

        send(HttpMethod.POST, "/ops/consumers/demo/resume", 204);

        await().atMost(PATIENCE).until(() -> handler.handled.contains(waiting));
        await().atMost(PATIENCE).until(() -> queue().get("working").asInt() == 1);
    }

    @Test
    void saysWhenToAskForTheQueuesAgainWhileTheBrokerIsAway() {
        SharedBackingServices.broker().stop();
        try {
            client.get()
                    .uri("/ops/queues")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                    .expectHeader()
                    .exists("Retry-After");
        } finally {
            SharedBackingServices.broker().start();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> client.get()
                        .uri("/ops/queues")
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    @Test
    void changesAndResetsALimit() {
        put("/ops/limits/demo", "{\"perSecond\": 7}", 204);
        assertThat(queue().get("limitPerSecond").asInt()).isEqualTo(7);
        assertThat(queue().get("configuredLimitPerSecond").asInt()).isEqualTo(50);

        put("/ops/limits/demo", "{\"perSecond\": 0}", 400);
        put("/ops/limits/demo", "{\"perSecond\": 1.5}", 400);
        put("/ops/limits/demo", "{\"perSecond\": \"8\"}", 400);
        put("/ops/limits/demo", "{\"perSecond\": true}", 400);
        assertThat(queue().get("limitPerSecond").asInt()).isEqualTo(7);
        put("/ops/limits/demo", "{}", 400);
        put("/ops/limits/smoke-signals", "{\"perSecond\": 7}", 404);
        send(HttpMethod.POST, "/ops/consumers/smoke-signals/pause", 404);

        send(HttpMethod.DELETE, "/ops/limits/demo", 204);
        assertThat(queue().get("limitPerSecond").asInt()).isEqualTo(50);
    }

    @Test
    void listsDelayedJobsAndCancelsOne() {
        IntStream.range(0, 5).forEach(i -> schedule("job:" + i, Instant.now().plusSeconds(3600 + i)));

        JsonNode first = get("/ops/delayed-jobs?limit=3");
        JsonNode second =
                get("/ops/delayed-jobs?limit=3&after=" + first.get("next").asString());
        assertThat(first.get("items"))
                .extracting(it -> it.get("key").asString())
                .containsExactly("job:0", "job:1", "job:2");
        assertThat(second.get("items"))
                .extracting(it -> it.get("key").asString())
                .containsExactly("job:3", "job:4");
        assertThat(second.get("next").isNull()).isTrue();

        send(HttpMethod.DELETE, "/ops/delayed-jobs/job:3", 204);
        send(HttpMethod.DELETE, "/ops/delayed-jobs/job:3", 404);

        assertThat(jobs.count()).isEqualTo(4);
        assertThat(get("/ops/actions?subject=job:3")
                        .get("items")
                        .get(0)
                        .get("action")
                        .asString())
                .isEqualTo("cancel");
    }

    private void schedule(String key, Instant dueAt) {
        transaction.executeWithoutResult(status -> jobs.schedule(
                key,
                dueAt,
                "demo.events",
                "payment.failed.bulk",
                PaymentFailed.of(UUID.randomUUID(), "late", Instant.EPOCH)));
    }

    private List<String> bury(int count) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> publish().toString()).toList();
        await().atMost(PATIENCE)
                .until(() -> get("/ops/dead-letters").get("items").size() == count);
        return ids;
    }

    private UUID publish() {
        PaymentFailed message = PaymentFailed.of(UUID.randomUUID(), "declined", Instant.EPOCH);
        rabbit.send(
                "demo.events",
                "payment.failed.regular",
                MessageBuilder.withBody(codec.write(message))
                        .setMessageId(message.id().toString())
                        .build());
        return message.id();
    }

    private JsonNode queue() {
        JsonNode all = get("/ops/queues");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private JsonNode get(String path) {
        return send(HttpMethod.GET, path, 200);
    }

    private JsonNode send(HttpMethod method, String path, int status) {
        return answer(client.method(method).uri(path), status);
    }

    private void put(String path, String body, int status) {
        answer(client.put().uri(path).contentType(MediaType.APPLICATION_JSON).body(body), status);
    }

    private JsonNode answer(RestTestClient.RequestHeadersSpec<?> request, int status) {
        String body = request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
        return body == null || body.isEmpty() ? json.nullNode() : json.readTree(body);
    }
}
