package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.NewOrder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of order-service, as its clients use it. */
final class OrderApi {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Duration ANSWERS_IN = Duration.ofSeconds(10);

    /** Longer than order-service lets an order wait. */
    private static final Duration PLACES_IN = Duration.ofSeconds(15);

    private static final long LONGEST_PAUSE_MILLIS = 8_000;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWERS_IN)
            .build();

    OrderApi(URI base) {
        this.base = base;
    }

    /**
     * Opens a connection before the first order, so that no order's time includes the cold start of this JVM. Without an answer it
     * does nothing: the orders report that themselves.
     */
    void connect() {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                .timeout(ANSWERS_IN)
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .exceptionally(failure -> null)
                .join();
    }

    CompletableFuture<HttpResponse<String>> placeLater(NewOrder order, String idempotencyKey) {
        HttpRequest request = request("/orders", order.json())
                .header("Idempotency-Key", idempotencyKey)
                .timeout(PLACES_IN)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /**
     * How long the client waits before it retries the order. Without an answer, clients back off: many of them, each a second
     * later, would take the processor from the service that starts.
     *
     * @param answer null if there was none
     * @param tries how many there were, from 1
     * @return empty if the answer is final
     */
    static Optional<Duration> retryAfter(@Nullable HttpResponse<String> answer, int tries) {
        if (answer == null) {
            long pause = Math.min(LONGEST_PAUSE_MILLIS, 500L << tries);
            return Optional.of(Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1)));
        }
        return answer.statusCode() == 429 || answer.statusCode() == 503
                ? Optional.of(Duration.ofSeconds(
                        answer.headers().firstValueAsLong("Retry-After").orElse(1)))
                : Optional.empty();
    }

    JsonNode place(NewOrder order) {
        HttpResponse<String> answer = send(request("/orders", order.json()).build());
        if (answer.statusCode() != 201) {
            throw new LauncherException("The order was not accepted (" + answer.statusCode() + "): " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    JsonNode show(String id) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/orders/" + id))
                .timeout(ANSWERS_IN)
                .build();
        return JSON.readTree(send(request).body());
    }

    /** Requests another payment of an order, with another payment token. */
    void pay(String id, String token) {
        HttpResponse<String> answer =
                send(request("/orders/" + id + "/payment", JSON.writeValueAsString(Map.of("paymentMethod", token)))
                        .build());
        if (answer.statusCode() != 202) {
            throw new LauncherException("The payment was not accepted (" + answer.statusCode() + "): " + answer.body());
        }
    }

    static String id(HttpResponse<String> accepted) {
        return JSON.readTree(accepted.body()).path("id").asString();
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(ANSWERS_IN)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LauncherException("The order-service does not answer at " + base + ". See ./demo status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for the order-service", e);
        }
    }
}
