package io.orderflow.chaos;

import io.orderflow.launcher.NewOrder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of order-service; uses its replicas in turn. */
final class OrderClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWERS_IN = Duration.ofSeconds(4);
    private static final int ACCEPTED = 201;

    private final List<URI> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    OrderClient(List<URI> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    /**
     * @param order null unless it was accepted
     * @param isFinal whether a retry would be pointless
     */
    record Answer(@Nullable UUID order, boolean isFinal, String text) {}

    Answer place(String key, NewOrder order) {
        HttpRequest request = request("/orders")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(order.json()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            return status == ACCEPTED
                    ? new Answer(id(answer), true, "")
                    : new Answer(null, status < 500 && status != 429, status + " " + answer.body());
        } catch (IOException e) {
            return new Answer(null, false, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(null, true, "interrupted");
        }
    }

    /** Whether the order is paid, and its confirmation is sent or given up. */
    boolean isDone(UUID order) {
        try {
            HttpResponse<String> answer =
                    http.send(request("/orders/" + order).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode state = JSON.readTree(answer.body());
            return answer.statusCode() == 200
                    && state.path("status").asString().equals("PAID")
                    && !state.path("confirmation").asString("PENDING").equals("PENDING");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        URI replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
        return HttpRequest.newBuilder(replica.resolve(path)).timeout(ANSWERS_IN);
    }

    private static UUID id(HttpResponse<String> accepted) {
        return UUID.fromString(JSON.readTree(accepted.body()).path("id").asString());
    }
}
