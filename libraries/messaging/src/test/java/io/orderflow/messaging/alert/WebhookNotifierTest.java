package io.orderflow.messaging.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookNotifierTest {

    private static final Alert ALERT =
            new Alert("QueueLong", "payment", Instant.parse("2026-01-31T08:00:00Z"), "\"many\" wait");

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private WebhookNotifier webhook;

    @BeforeEach
    void listen() throws IOException {
        server = LocalHttpServer.create(0);
        server.createContext("/hook", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Integer status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            exchange.close();
        });
        server.start();
        webhook = new WebhookNotifier(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"));
    }

    @AfterEach
    void close() {
        webhook.close();
        server.stop(0);
    }

    @Test
    void postsBeginAndEndOfAnAlert() {
        webhook.began(ALERT);
        webhook.ended(ALERT);

        awaitReceived(2);
        JsonNode began = JsonMapper.shared().readTree(received.get(0));
        assertThat(began.get("status").asString()).isEqualTo("firing");
        assertThat(began.get("name").asString()).isEqualTo("QueueLong");
        assertThat(began.get("subject").asString()).isEqualTo("payment");
        assertThat(began.get("since").asString()).isEqualTo("2026-01-31T08:00:00Z");
        assertThat(began.get("text").asString()).isEqualTo("\"many\" wait");
        assertThat(JsonMapper.shared().readTree(received.get(1)).get("status").asString())
                .isEqualTo("resolved");
    }

    @Test
    void retriesUntilTheWebhookAccepts() {
        answers.addAll(List.of(500, 503));
        webhook.began(ALERT);
        webhook.ended(ALERT);

        awaitReceived(4);
        assertThat(received.subList(0, 3)).allMatch(it -> it.contains("firing"));
        assertThat(received.get(3)).contains("resolved");
    }

    private void awaitReceived(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= count);
    }
}
