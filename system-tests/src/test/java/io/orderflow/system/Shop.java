package io.orderflow.system;

import io.orderflow.launcher.NewOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uses order-service's API as customers do. */
final class Shop {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Shop() {}

    /** @throws AssertionError if the order is not accepted */
    static UUID place(String email, String token) {
        return place(email, token, "REGULAR");
    }

    static UUID place(String email, String token, String priority) {
        return place(email, token, priority, "");
    }

    /** @param traceparent the trace of the order; an invalid value means no trace */
    static UUID place(String email, String token, String priority, String traceparent) {
        return placeAt(TestSystem.get().orderApi(), email, token, priority, traceparent);
    }

    /** @param shop an order-service, or a proxy in front of some */
    static UUID placeAt(URI shop, String email) {
        return placeAt(shop, email, "pm_card_visa", "REGULAR", "");
    }

    private static UUID placeAt(URI shop, String email, String token, String priority, String traceparent) {
        HttpRequest request = HttpRequest.newBuilder(shop.resolve("/orders"))
                .header("traceparent", traceparent)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new NewOrder(email, token, priority, "book-42", 2, new BigDecimal("9.95")).json()))
                .build();
        return UUID.fromString(send(request, 201).get("id").asString());
    }

    /** @throws AssertionError if the payment is not accepted */
    static void pay(UUID id, String token) {
        send(
                HttpRequest.newBuilder(api("/orders/" + id + "/payment"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"paymentMethod\": \"%s\"}".formatted(token)))
                        .build(),
                202);
    }

    /** The types of the order's events, such as {@code OrderPlaced}. */
    static List<String> events(UUID id) {
        return send(HttpRequest.newBuilder(api("/orders/" + id + "/events")).build(), 200)
                .valueStream()
                .map(it -> it.get("type").asString())
                .toList();
    }

    static JsonNode order(UUID id) {
        return send(HttpRequest.newBuilder(api("/orders/" + id)).build(), 200);
    }

    /** Such as {@code PAID/SENT}. */
    static String state(UUID id) {
        JsonNode order = order(id);
        return order.get("status").asString() + "/" + order.get("confirmation").asString();
    }

    private static URI api(String path) {
        return TestSystem.get().orderApi().resolve(path);
    }

    private static JsonNode send(HttpRequest request, int expected) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new AssertionError("%s %s answered %d: %s"
                        .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("%s %s got no answer".formatted(request.method(), request.uri()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
