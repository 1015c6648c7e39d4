package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The health that a service reports to a supervisor (liveness) and to a load balancer (readiness). */
class HealthTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @BeforeEach
    void allRun() {
        TestSystem.SERVICES.forEach(TestSystem::startAndAwait);
    }

    @AfterEach
    void startAll() {
        TestSystem.get().broker().start();
        TestSystem.get().database().start();
        TestSystem.SERVICES.forEach(it -> awaitStatus(it, "readiness", 200));
    }

    @Test
    void ordersAreAcceptedWithoutTheBrokerAndConsumersReportItMissing() {
        TestSystem.get().broker().stop();

        for (String consumer : List.of(Orderflow.PAYMENTS, Orderflow.EMAILS, Orderflow.MORE_CONSUMERS)) {
            awaitStatus(consumer, "readiness", 503);
            assertThat(component(consumer, "rabbit")).isEqualTo("DOWN");
            assertThat(component(consumer, "db")).isEqualTo("UP");
        }
        assertThat(get(Orderflow.ORDERS, "readiness").statusCode()).isEqualTo(200);
        TestSystem.SERVICES.forEach(
                it -> assertThat(get(it, "liveness").statusCode()).as(it).isEqualTo(200));
    }

    @Test
    void withoutTheDatabaseAllAreLiveButNoneIsReady() {
        TestSystem.get().database().stop();

        for (String service : TestSystem.SERVICES) {
            awaitStatus(service, "readiness", 503);
            assertThat(component(service, "db")).isEqualTo("DOWN");
            assertThat(get(service, "liveness").statusCode()).as(service).isEqualTo(200);
        }
    }

    private void awaitStatus(String service, String group, int status) {
        await(service + " " + group + " " + status)
                .atMost(PATIENCE)
                .until(() -> get(service, group).statusCode() == status);
    }

    private String component(String service, String name) {
        JsonNode health = JsonMapper.shared().readTree(get(service, "readiness").body());
        assertThat(health.toString()).as("no more than what is missing").doesNotContain("details");
        return health.get("components").get(name).get("status").asString();
    }

    private HttpResponse<String> get(String service, String group) {
        URI address = TestSystem.get().service(service).url().resolve("/actuator/health/" + group);
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
