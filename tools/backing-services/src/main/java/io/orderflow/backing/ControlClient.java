package io.orderflow.backing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The client for the control port of a {@link ServerProcess}. */
final class ControlClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWERS_IN = Duration.ofSeconds(20);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ControlClient(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    <T> List<T> list(String path, Class<T> element) {
        String json = send(HttpRequest.newBuilder(base.resolve(path)).GET());
        return JSON.readValue(json, JSON.getTypeFactory().constructCollectionType(List.class, element));
    }

    void put(String path, Object value) {
        send(HttpRequest.newBuilder(base.resolve(path))
                .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(value))));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(ANSWERS_IN).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BackingServiceException(base + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new BackingServiceException(base + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingServiceException("Interrupted while asking " + base, e);
        }
    }
}
