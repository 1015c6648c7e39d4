package io.orderflow.system;

import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the services as their operators do. */
final class Operators {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Operators() {}

    /** The dead letters of a consumer, at most 500 of them. */
    static List<JsonNode> deadLetters(String service, String consumer) {
        List<JsonNode> letters = new ArrayList<>();
        get(service, "/ops/dead-letters?limit=500&consumer=" + consumer)
                .get("items")
                .forEach(letters::add);
        return letters;
    }

    /** One with its headers and its payload. */
    static JsonNode deadLetter(String service, String id) {
        return get(service, "/ops/dead-letters/" + id);
    }

    /** What earlier tests have left. */
    static void dropDeadLetters(String service, String consumer) {
        deadLetters(service, consumer)
                .forEach(it -> send(
                        first(service),
                        "DELETE",
                        "/ops/dead-letters/" + it.get("id").asString() + "?reason="
                                + URLEncoder.encode("left by another test", StandardCharsets.UTF_8),
                        ""));
    }

    /** @return how many were sent again */
    static int redriveAll(ServiceProcess replica) {
        return JSON.readTree(send(replica, "POST", "/ops/dead-letters/redrive?all=true", ""))
                .get("redriven")
                .asInt();
    }

    /** Returns when all replicas have stopped. */
    static void pause(String service, String consumer) {
        send(first(service), "POST", "/ops/consumers/" + consumer + "/pause", "");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> queue(service, consumer).get("working").asInt() == 0);
    }

    static void resume(String service, String consumer) {
        send(first(service), "POST", "/ops/consumers/" + consumer + "/resume", "");
    }

    static void limit(String service, String consumer, int perSecond) {
        send(first(service), "PUT", "/ops/limits/" + consumer, "{\"perSecond\": " + perSecond + "}");
    }

    static void resetLimit(String service, String consumer) {
        send(first(service), "DELETE", "/ops/limits/" + consumer, "");
    }

    private static JsonNode queue(String service, String consumer) {
        for (JsonNode queue : get(service, "/ops/queues")) {
            if (queue.get("consumer").asString().equals(consumer)) {
                return queue;
            }
        }
        throw new AssertionError(service + " has no consumer " + consumer);
    }

    private static ServiceProcess first(String service) {
        return TestSystem.get().service(service);
    }

    private static JsonNode get(String service, String path) {
        return JSON.readTree(send(first(service), "GET", path, ""));
    }

    private static String send(ServiceProcess replica, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(replica.url().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + credentials())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(
                        "%s %s answered %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("%s got no answer from %s".formatted(path, replica.name()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String credentials() {
        String both = Orderflow.OPERATOR + ":" + TestSystem.get().opsPassword();
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
