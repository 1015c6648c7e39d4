package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.orderflow.messaging.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@OrderServiceTest
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String QUEUE = "traced-orders";

    @Autowired
    private RestTestClient client;

    @Autowired
    private InMemorySpanExporter exporter;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void messageReminderAndResultsBelongToTheRequestsTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        OrdersQueue.declare(admin, QUEUE);
        UUID id = post("ada@example.org", trace);

        // Skip orders of other tests: no queue took them until now.
        Message placed = await().atMost(PATIENCE)
                .until(
                        () -> rabbit.receive(QUEUE, 1000),
                        it -> it != null
                                && id.toString()
                                        .equals(it.getMessageProperties().getCorrelationId()));
        String header = placed.getMessageProperties().getHeader("traceparent");
        pay(id, header);
        List<SpanData> spans = awaitSpans(trace, 3);
        SpanData request = named(spans, "http post /orders");
        SpanData published = named(spans, "orders publish");
        assertThat(published.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(header).isEqualTo("00-%s-%s-01".formatted(trace, published.getSpanId()));
        assertThat(named(spans, "order-results process").getParentSpanId()).isEqualTo(published.getSpanId());
        assertThat(spans.toString()).doesNotContain("ada@example.org").doesNotContain("pm_card_visa");
    }

    @Test
    void doesNotTraceTheLivePage() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4738";
        client.get()
                .uri("/live/icon.svg")
                .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri("/orders/" + UUID.randomUUID())
                .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))
                .exchange()
                .expectStatus()
                .isNotFound();

        // The page's span, if there is one, is exported before this request's.
        List<SpanData> spans = awaitSpans(trace, 1);
        assertThat(spans).extracting(SpanData::getName).containsExactly("http get /orders/{id}");
    }

    @Test
    void storesTheRequestsTraceWithTheReminder() {
        String trace = "5bf92f3577b34da6a3ce929d0e0e4736";

        UUID id = post("ada@example.org", trace);

        SpanData request = named(awaitSpans(trace, 2), "http post /orders");
        assertThat(jdbc.sql("select headers ->> 'traceparent' from messaging.delayed_job where correlation_id = ?")
                        .param(id.toString())
                        .query(String.class)
                        .single())
                .isEqualTo("00-%s-%s-01".formatted(trace, request.getSpanId()));
    }

    @Test
    void tracesARefusedRequestWithoutItsContent() {
        String trace = "6bf92f3577b34da6a3ce929d0e0e4736";

        post("no address of ada", trace);

        assertThat(awaitSpans(trace, 1).toString()).doesNotContain("no address");
    }

    @Test
    void logsTheOrderOfARequest() {
        UUID id = post("ada@example.org", "7bf92f3577b34da6a3ce929d0e0e4736");
        Logger logger = (Logger) LoggerFactory.getLogger("org.springframework.web.servlet.mvc.method.annotation");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
        try {
            client.get().uri("/orders/{id}", id).exchange().expectStatus().isOk();
            client.get()
                    .uri("/orders/{id}", "no\norder")
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(it -> it.getMDCPropertyMap().get("orderId"))
                .contains(id.toString())
                .containsOnly(id.toString(), null);
        assertThat(lines.list)
                .filteredOn(it -> it.getMDCPropertyMap().containsKey("orderId"))
                .allSatisfy(it -> assertThat(it.getMDCPropertyMap()).containsKeys("traceId", "spanId"));
    }

    private UUID post(String address, String trace) {
        String location = client.post()
                .uri("/orders")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"customerEmail": "%s", "paymentMethod": "pm_card_visa",
                         "items": [{"sku": "book-42", "quantity": 1, "unitPrice": 9.95}]}""".formatted(address))
                .exchange()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");
        return location == null ? null : UUID.fromString(location.substring("/orders/".length()));
    }

    private void pay(UUID order, String header) {
        rabbit.send(
                "order.results",
                "payment.completed",
                MessageBuilder.withBody(codec.write(TestOrders.paid(order)))
                        .setHeader("traceparent", header)
                        .build());
    }

    private List<SpanData> awaitSpans(String trace, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> exporter.getFinishedSpanItems().stream()
                                .filter(it -> it.getTraceId().equals(trace))
                                .toList(),
                        it -> it.size() >= count);
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(it -> it.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
