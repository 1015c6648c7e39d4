package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The control requests to a shop, besides its orders. */
final class ShopApi {

    private final URI shop;

    ShopApi(URI shop) {
        this.shop = shop;
    }

    String get(String path) {
        return send("GET", path);
    }

    void post(String path) {
        send("POST", path);
    }

    void delete(String path) {
        send("DELETE", path);
    }

    private String send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(shop.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        // Uses a new connection for each request: Node.js closes idle ones after 5 s, possibly just when one is reused.
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new LauncherException(
                        "The shop answered %s %s with %d.".formatted(method, path, answer.statusCode()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new LauncherException("The shop did not answer %s %s: %s".formatted(method, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for a shop", e);
        }
    }
}
