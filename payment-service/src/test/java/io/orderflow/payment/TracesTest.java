package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private InMemorySpanExporter exporter;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @BeforeEach
    void somebodyListens(@Autowired AmqpAdmin admin) {
        admin.declareQueue(new Queue("traced-results"));
        admin.declareBinding(
                new Binding("traced-results", Binding.DestinationType.QUEUE, "order.results", "#", Map.of()));
    }

    @Test
    void continuesTheOrdersTraceInChargeAndResult() {
        List<SpanData> spans = traceOf("4bf92f3577b34da6a3ce929d0e0e4736", "pm_card_visa", "order.results publish");

        SpanData handled = named(spans, "payment.vip process");
        SpanData charge = named(spans, "charge");
        SpanData told = named(spans, "order.results publish");
        assertThat(handled.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(charge.getParentSpanId()).isEqualTo(handled.getSpanId());
        assertThat(charge.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(charge.getStatus()).isEqualTo(StatusData.unset());
        assertThat(told.getParentSpanId()).isEqualTo(handled.getSpanId());
        assertThat(spans.toString()).doesNotContain("pm_card_visa").doesNotContain("ada@example.org");
    }

    @Test
    void marksTheSpanOfAnUnansweredChargeAsFailed() {
        List<SpanData> spans =
                traceOf("5bf92f3577b34da6a3ce929d0e0e4736", "pm_gateway_timeout", "payment.retry.2s publish");

        SpanData charge = named(spans, "charge");
        assertThat(charge.getStatus()).isEqualTo(StatusData.error());
        assertThat(charge.getAttributes().get(AttributeKey.stringKey("error.type")))
                .endsWith("ChargeUncertainException");
    }

    private List<SpanData> traceOf(String trace, String paymentMethod, String last) {
        OrderPlaced order = OrderPlaced.of(
                UUID.randomUUID(),
                "ada@example.org",
                paymentMethod,
                Priority.VIP,
                BigDecimal.TEN,
                "EUR",
                List.of(new OrderPlaced.Item("book-42", 1, BigDecimal.TEN)),
                Instant.now());
        rabbit.send(
                "orders",
                "order.placed.vip",
                MessageBuilder.withBody(codec.write(order))
                        .setMessageId(order.id().toString())
                        .setHeader("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .build());
        return await().atMost(PATIENCE)
                .until(
                        () -> exporter.getFinishedSpanItems().stream()
                                .filter(it -> it.getTraceId().equals(trace))
                                .toList(),
                        spans -> isIn(spans, "payment.vip process") && isIn(spans, last));
    }

    private static boolean isIn(List<SpanData> spans, String name) {
        return spans.stream().anyMatch(it -> it.getName().equals(name));
    }

    /** The last span of that name: a message that a worker puts back makes two spans for one attempt. */
    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(it -> it.getName().equals(name))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
