package io.orderflow.chaos;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.infrastructure.Broker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the broker's administrator can do and see. */
final class BrokerAdmin {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Broker broker;
    /** HTTP/1.1: the broker closes the connection on a body that comes with an offer of HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    BrokerAdmin(Broker broker) {
        this.broker = broker;
    }

    /** Past the proxies. A connection that breaks stays broken. */
    Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.adminUser());
        factory.setPassword(broker.adminPassword());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("chaos");
    }

    void limitLength(String queue, int messages) throws IOException, InterruptedException {
        String policy = JSON.writeValueAsString(Map.of(
                "pattern",
                "^" + queue.replace(".", "\\.") + "$",
                "apply-to",
                "queues",
                "definition",
                Map.of("max-length", messages)));
        send("PUT", "policies/%2F/chaos-" + queue, policy);
    }

    void unlimitLength(String queue) throws IOException, InterruptedException {
        send("DELETE", "policies/%2F/chaos-" + queue, "");
    }

    /** How many messages each queue has, those under way to a consumer among them. As old as five seconds. */
    Map<String, Long> messages() throws IOException, InterruptedException {
        Map<String, Long> messages = new TreeMap<>();
        for (JsonNode queue : JSON.readTree(send("GET", "queues/%2F", ""))) {
            // Those on their way to another queue are counted apart by some versions.
            long all =
                    queue.path("messages").asLong() + queue.path("messages_dlx").asLong();
            messages.put(queue.path("name").asString(), all);
        }
        return messages;
    }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        URI page = broker.managementUrl().orElseThrow();
        String user = broker.adminUser() + ":" + broker.adminPassword();
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/api/" + path))
                .timeout(Duration.ofSeconds(10))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        boolean isGoneAlready = method.equals("DELETE") && answer.statusCode() == 404;
        if (answer.statusCode() >= 300 && !isGoneAlready) {
            throw new IOException(
                    "The broker answered %d to %s %s: %s".formatted(answer.statusCode(), method, path, answer.body()));
        }
        return answer.body();
    }
}
