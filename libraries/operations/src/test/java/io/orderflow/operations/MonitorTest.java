package io.orderflow.operations;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The read-only account of Prometheus and of the page's poll. */
@Tag("slow")
@OperationsTest
class MonitorTest {

    private RestTestClient monitor;

    @BeforeEach
    void logIn(@Autowired RestTestClient anyone) {
        monitor = anyone.mutate()
                .defaultHeaders(it -> it.setBasicAuth("monitor", "battery-staple-horse"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ops/overview", "/actuator/prometheus", "/actuator/health/liveness"})
    void readsStateAndMetrics(String path) {
        monitor.get().uri(path).exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /ops/queues",
        "GET,    /ops/queues?peek=5",
        "GET,    /ops/dead-letters",
        "GET,    /ops/dead-letters/328c405c",
        "GET,    /ops/delayed-jobs",
        "GET,    /ops/actions",
        "GET,    /ops/live",
        "GET,    /ops/services/payment-service/dead-letters",
        "GET,    /ops/overview/",
        "GET,    /orders?status=PAID",
        "GET,    /actuator",
        "GET,    /actuator/env",
        "GET,    /forgotten",
        "POST,   /ops/overview",
        "PUT,    /ops/limits/demo",
        "DELETE, /ops/limits/demo",
        "POST,   /ops/consumers/demo/pause",
        "POST,   /ops/dead-letters/redrive?all=true",
        "POST,   /ops/dead-letters/328c405c/redrive",
        "DELETE, /ops/dead-letters/328c405c?reason=none",
        "POST,   /ops/services/payment-service/dead-letters/redrive?all=true",
        "POST,   /ops/replay",
        "POST,   /orders/328c405c/shipment",
        "POST,   /emails"
    })
    void mayDoNothingElse(String method, String path) {
        monitor.method(HttpMethod.valueOf(method))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"perSecond\": 1000}")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("This account may only read /ops/overview and /actuator/prometheus.");
    }

    @Test
    void hasAPasswordOfItsOwn(@Autowired RestTestClient anyone) {
        anyone.get()
                .uri("/ops/overview")
                .headers(it -> it.setBasicAuth("monitor", "correct-horse-battery"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
        anyone.get()
                .uri("/ops/overview")
                .headers(it -> it.setBasicAuth("operator", "battery-staple-horse"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }
}
