package io.orderflow.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The order-service as its operators see it. */
final class OpsApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String CUT_SHORT =
            "The replay was cut short, so there is no verdict. See ./demo logs order-service";

    private final URI base;
    private final Optional<PasswordAuthentication> operator;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    OpsApi(URI base, Optional<PasswordAuthentication> operator) {
        this.base = base;
        this.operator = operator;
    }

    /**
     * Rebuilds all orders from their events and compares, which may take minutes.
     *
     * @param progress is told now and then how many orders are rebuilt
     * @return how many {@code orders} there are, how many {@code differences}, and some of them, {@code different}
     */
    JsonNode replay(LongConsumer progress) {
        HttpResponse<Stream<String>> answer = send(
                request("/ops/replay").POST(HttpRequest.BodyPublishers.noBody()).build());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new LauncherException(
                        "The replay was refused (" + answer.statusCode() + "): " + lines.collect(Collectors.joining()));
            }
            for (Iterator<String> it = lines.iterator(); it.hasNext(); ) {
                JsonNode line = JSON.readTree(it.next());
                if (line.has("differences")) {
                    return line;
                }
                progress.accept(line.path("replayed").asLong());
            }
        } catch (UncheckedIOException e) {
            throw new LauncherException(CUT_SHORT, e);
        }
        throw new LauncherException(CUT_SHORT);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        operator.ifPresent(it -> request.header("Authorization", "Basic " + basic(it)));
        return request;
    }

    private static String basic(PasswordAuthentication operator) {
        String pair = operator.getUserName() + ":" + new String(operator.getPassword());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<Stream<String>> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new LauncherException("The order-service does not answer at " + base + ". See ./demo status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for the order-service", e);
        }
    }
}
