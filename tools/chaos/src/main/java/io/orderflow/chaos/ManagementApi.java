package io.orderflow.chaos;

import io.orderflow.launcher.BasicLogin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RabbitMQ's management plugin on one node, used as administrator. */
final class ManagementApi {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI page;
    private final String authorization;
    /** HTTP/1.1: the broker closes the connection if a request with a body offers HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    ManagementApi(URI page, String user, String password) {
        this.page = page;
        this.authorization = BasicLogin.header(user, password);
    }

    /** The number of messages in each queue, including unacknowledged ones. Up to five seconds old. */
    Map<String, Long> messages() throws IOException, InterruptedException {
        Map<String, Long> messages = new TreeMap<>();
        for (JsonNode queue : queues()) {
            // Some versions count messages that are being dead-lettered separately.
            long all =
                    queue.path("messages").asLong() + queue.path("messages_dlx").asLong();
            messages.put(queue.path("name").asString(), all);
        }
        return messages;
    }

    /**
     * How many nodes are configured to hold each quorum queue. The API does not reliably report which nodes hold it at the moment.
     */
    Map<String, Integer> members() throws IOException, InterruptedException {
        Map<String, Integer> members = new TreeMap<>();
        for (JsonNode queue : queues()) {
            if (queue.path("type").asString("").equals("quorum")) {
                members.put(queue.path("name").asString(), queue.path("members").size());
            }
        }
        return members;
    }

    /** Whether this node is up, and all its queues would survive without it. */
    boolean canBeSpared() {
        try {
            send("GET", "health/checks/node-is-quorum-critical", "");
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    record Binding(String queue, String key) {}

    /** The queues that are bound to an exchange. */
    List<Binding> bindings(String exchange) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "exchanges/%2F/" + exchange + "/bindings/source", ""))
                .valueStream()
                .map(it -> new Binding(
                        it.path("destination").asString(),
                        it.path("routing_key").asString()))
                .toList();
    }

    private JsonNode queues() throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "queues/%2F", ""));
    }

    String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/api/" + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
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
