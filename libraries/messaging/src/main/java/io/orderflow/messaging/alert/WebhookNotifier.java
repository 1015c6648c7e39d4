package io.orderflow.messaging.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts alerts as JSON to an address, one after the other, and retries each for about a minute. Alerts may be lost, unlike
 * messages: the notifier logs an alert that it could not deliver.
 */
class WebhookNotifier implements AlertNotifier, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookNotifier.class);
    private static final Duration CONNECTS_IN = Duration.ofSeconds(2);
    private static final Duration ANSWERS_IN = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 100;

    private final URI address;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTS_IN).build();
    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(6)
            .delay(Duration.ofMillis(500))
            .multiplier(2)
            .build());
    private final ThreadPoolExecutor sender;

    WebhookNotifier(URI address) {
        this.address = address;
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new CustomizableThreadFactory("alert-webhook"),
                (notice, full) -> log.warn("the webhook for alerts is too slow: one alert was dropped"));
    }

    @Override
    public void began(Alert alert) {
        sender.execute(() -> send("firing", alert));
    }

    @Override
    public void ended(Alert alert) {
        sender.execute(() -> send("resolved", alert));
    }

    private void send(String status, Alert alert) {
        String body = json.writeValueAsString(Map.of(
                "status", status,
                "name", alert.name(),
                "subject", alert.subject(),
                "since", alert.since().toString(),
                "text", alert.text()));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWERS_IN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            retry.execute(() -> post(request));
        } catch (RetryException e) {
            // The address may contain a key, so the log must not show it.
            log.warn("the webhook did not receive the alert {} {}: {}", alert.name(), alert.subject(), reason(e));
        }
    }

    private Void post(HttpRequest request) throws IOException, InterruptedException {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("the webhook answered " + status);
        }
        return null;
    }

    private static String reason(RetryException e) {
        Throwable last = e.getCause();
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
