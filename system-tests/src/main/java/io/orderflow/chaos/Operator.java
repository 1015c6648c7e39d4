package io.orderflow.chaos;

import io.orderflow.infrastructure.Waiting;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Pauses consumers, by whichever replica answers. */
final class Operator {

    private static final Map<String, String> SERVICES =
            Map.of("payment", Orderflow.PAYMENTS, "email", Orderflow.EMAILS, "order-results", Orderflow.ORDERS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Orderflow system;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Operator(Orderflow system) {
        this.system = system;
    }

    void pause(String consumer) {
        demand(consumer, "pause");
    }

    void resume(String consumer) {
        demand(consumer, "resume");
    }

    private void demand(String consumer, String what) {
        List<ServiceProcess> replicas = system.replicas(SERVICES.get(consumer));
        String path = "/ops/consumers/" + consumer + "/" + what;
        if (!Waiting.until(
                PATIENCE, () -> replicas.stream().anyMatch(it -> post(it.url().resolve(path))))) {
            throw new IllegalStateException("No replica took " + path + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    private boolean post(URI uri) {
        String user = Orderflow.OPERATOR + ":" + system.opsPassword();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(5))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 204;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for " + uri, e);
        }
    }
}
