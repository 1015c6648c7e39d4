package io.orderflow.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

@OperationsTest
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Autowired
    private RestTestClient client;

    @Autowired
    private InMemorySpanExporter exporter;

    @Test
    void requestsJoinTheCallersTraceExceptStatusPolls() {
        get("/actuator/health", "1");
        get("/actuator/prometheus", "2");
        get("/actuator/no-such-thing", "3");
        get("/ops/overview", "7");
        get("/ops/queues", "4");

        // The last request's span is exported after those of the others, if theirs are exported at all.
        await().until(() -> spans().stream().anyMatch(it -> it.getParentSpanId().equals(id("4"))));
        assertThat(spans()).extracting(SpanData::getName).containsExactly("http get /ops/queues");
        assertThat(spans()).extracting(SpanData::getParentSpanId).containsExactly(id("4"));
    }

    @Test
    void requestMetricsHaveBuckets() {
        get("/actuator/health", "5");

        String metrics = get("/actuator/prometheus", "6");
        assertThat(metrics.lines())
                .anyMatch(it -> it.startsWith("http_server_requests_seconds_bucket")
                        && it.contains("uri=\"/actuator/health\"")
                        && it.contains("le=\"0.005\""))
                .noneMatch(it -> it.startsWith("spring_security"));
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems().stream()
                .filter(it -> it.getTraceId().equals(TRACE))
                .toList();
    }

    private String get(String path, String caller) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth("operator", "correct-horse-battery"))
                .header("traceparent", "00-%s-%s-01".formatted(TRACE, id(caller)))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static String id(String caller) {
        return caller.repeat(16);
    }
}
