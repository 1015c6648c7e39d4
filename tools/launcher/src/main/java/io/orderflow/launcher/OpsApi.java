package io.orderflow.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operators' API of one service. Every error names the service and what to do, in one line. */
public final class OpsApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECTS_IN = Duration.ofSeconds(2);
    private static final Duration ANSWERS_IN = Duration.ofSeconds(10);

    /** Sending thousands of messages again takes long. */
    private static final Duration ACTS_IN = Duration.ofMinutes(2);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_IN)
            .build();

    private final String service;
    private final URI base;
    private final String authorization;

    public OpsApi(String service, URI base, String password) {
        this.service = service;
        this.base = base;
        this.authorization = BasicLogin.header(Orderflow.OPERATOR, password);
    }

    public String service() {
        return service;
    }

    public <T> T get(String path, Class<T> type) {
        return JSON.readValue(succeeded(send("GET", path, BodyPublishers.noBody(), ANSWERS_IN)), type);
    }

    /** Returns an answer that is not JSON, unchanged. */
    public String text(String path) {
        return succeeded(send("GET", path, BodyPublishers.noBody(), ANSWERS_IN));
    }

    /** Empty if the service answers 404. */
    public <T> Optional<T> find(String path, Class<T> type) {
        HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody(), ANSWERS_IN);
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(JSON.readValue(succeeded(answer), type));
    }

    /** @throws LauncherException if the request fails */
    public JsonNode post(String path) {
        return JSON.readTree(succeeded(send("POST", path, BodyPublishers.noBody(), ACTS_IN)));
    }

    /** Posts, and passes on each line of the answer when it arrives. There is no time-out for the whole answer. */
    public void post(String path, Consumer<JsonNode> listener) {
        HttpResponse<Stream<String>> answer =
                send("POST", path, BodyPublishers.noBody(), ACTS_IN, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new LauncherException(failure(answer.statusCode(), detail(lines.collect(Collectors.joining()))));
            }
            lines.map(JSON::readTree).forEach(listener);
        } catch (UncheckedIOException e) {
            throw new LauncherException(
                    service + " did not complete its answer. Its log may say why: ./demo logs " + service, e);
        }
    }

    public void put(String path, Object body) {
        succeeded(send("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), ANSWERS_IN));
    }

    public void delete(String path) {
        succeeded(send("DELETE", path, BodyPublishers.noBody(), ANSWERS_IN));
    }

    /** Encodes a value for the query of an address. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, Duration timeout) {
        return send(method, path, body, timeout, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(
            String method, String path, BodyPublisher body, Duration timeout, HttpResponse.BodyHandler<T> reader) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .timeout(timeout)
                .method(method, body)
                .build();
        try {
            return HTTP.send(request, reader);
        } catch (IOException e) {
            throw new LauncherException(
                    service + " does not answer at " + base + ". See ./demo status; start it by: ./demo start "
                            + service,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for " + service, e);
        }
    }

    private String succeeded(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new LauncherException(failure(answer.statusCode(), detail(answer.body())));
        }
        return answer.body();
    }

    private String failure(int status, String detail) {
        String said = service + ": " + (detail.isEmpty() ? "the answer was " + status + "." : detail);
        return switch (status) {
            case 401 ->
                said + " It was started with another password. To restart it with the current one: " + "./demo stop "
                        + service + " && ./demo start " + service;
            case 404 ->
                detail.isEmpty()
                        ? service
                                + " does not know this request; it may be older than this command. To start the "
                                + "latest build: ./demo down && ./demo up"
                        : said;
            case 503 -> said + " See ./demo status";
            case 400, 409, 429 -> said;
            default -> said + " Its log says why: ./demo logs " + service;
        };
    }

    /** The detail of a problem (RFC 9457), or an empty text if the answer is none. */
    private static String detail(String body) {
        try {
            return JSON.readTree(body).path("detail").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
