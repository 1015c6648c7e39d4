package io.orderflow.messaging;

import static io.orderflow.messaging.ScriptedMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageBuilderSupport;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@MessagingTest
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Autowired
    private InMemorySpanExporter exporter;

    @Autowired
    private Tracer tracer;

    @Autowired
    private Outbox outbox;

    @Autowired
    private DelayedJobs jobs;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private ScriptedHandler handler;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.dead_letter").update();
        exporter.reset();
    }

    @Test
    void oneTraceCoversRetriesDeadLetterAndRedrive() {
        PaymentFailed message = message("fail always");
        SpanContext request = inSpan("request", () -> send(message));
        DeadLetter first = awaitDead(dead -> true);
        SpanContext redrive = inSpan("redrive", () -> deadLetters.redrive(first.id(), "ada"));
        awaitDead(dead -> dead.redriven() == 1);

        List<SpanData> all = awaitSpans(request, 17);

        // Each span is the child of the one before.
        List<SpanData> chain = chain(all);
        assertThat(chain)
                .extracting(SpanData::getName)
                .containsExactly(
                        "request",
                        "demo.events publish",
                        "demo.regular process",
                        "demo.retry.300ms publish",
                        "demo.regular process",
                        "demo.retry.600ms publish",
                        "demo.regular process",
                        "demo.dlq publish",
                        "demo.dlq process",
                        "demo publish",
                        "demo.regular process",
                        "demo.retry.300ms publish",
                        "demo.regular process",
                        "demo.retry.600ms publish",
                        "demo.regular process",
                        "demo.dlq publish",
                        "demo.dlq process");
        assertThat(handled(chain))
                .extracting(span -> text(span, "orderflow.outcome"))
                .containsExactly("retried", "retried", "dead", "retried", "retried", "dead");
        assertThat(handled(chain))
                .extracting(span -> number(span, "orderflow.attempt"))
                .containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
        // Only the spans of the redrive link to the operator's own trace.
        assertThat(redrive.getTraceId()).isNotEqualTo(request.getTraceId());
        assertThat(chain.stream().filter(it -> !it.getLinks().isEmpty()))
                .containsExactly(chain.get(9), chain.get(10))
                .allSatisfy(span -> assertThat(span.getLinks())
                        .extracting(link -> link.getSpanContext().getSpanId())
                        .containsExactly(redrive.getSpanId()));
    }

    @Test
    void spansDescribeMessagesWithoutTheirContent() {
        PaymentFailed message = message("fail twice");
        SpanContext request = inSpan("request", () -> send(message));

        List<SpanData> chain = chain(awaitSpans(request, 7));

        SpanData published = chain.get(1);
        assertThat(published.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(text(published, "messaging.destination.name")).isEqualTo("demo.events");
        assertThat(text(published, "messaging.rabbitmq.destination.routing_key"))
                .isEqualTo("payment.failed.regular");
        SpanData failed = chain.get(2);
        assertThat(failed.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(text(failed, "messaging.system")).isEqualTo("rabbitmq");
        assertThat(text(failed, "messaging.destination.name")).isEqualTo("demo.regular");
        assertThat(text(failed, "messaging.message.id")).isEqualTo(message.id().toString());
        assertThat(text(failed, "messaging.message.conversation_id"))
                .isEqualTo(message.correlationId().toString());
        assertThat(text(failed, "orderflow.message.type")).isEqualTo("payment.failed");
        assertThat(number(failed, "orderflow.permit.wait_ms")).isNotNegative();
        // The span must not contain the exception's text, "not yet".
        assertThat(failed.getStatus()).isEqualTo(StatusData.error());
        assertThat(text(failed, "error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(failed.getEvents()).isEmpty();
        SpanData succeeded = chain.get(6);
        assertThat(succeeded.getStatus()).isEqualTo(StatusData.unset());
        assertThat(text(succeeded, "orderflow.outcome")).isEqualTo("handled");
    }

    @Test
    void spanOfAnUnroutableMessageFails() {
        SpanContext request = inSpan(
                "request",
                () -> transaction.executeWithoutResult(
                        status -> outbox.send("demo.events", "to.nobody", message("ok"))));

        SpanData published = chain(awaitSpans(request, 2)).get(1);
        // The delete finds no row while the relay has taken it.
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("delete from messaging.outbox where routing_key = 'to.nobody'")
                                .update()
                        == 1);

        assertThat(published.getName()).isEqualTo("demo.events publish");
        assertThat(published.getStatus())
                .isEqualTo(StatusData.create(StatusData.error().getStatusCode(), "no queue took it"));
    }

    @Test
    void messageWithoutTraceHeaderStartsATrace() {
        UUID id = publish(message("ok"), null);

        SpanData span = awaitHandled(id);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(text(span, "orderflow.outcome")).isEqualTo("handled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-\r\nx"
            })
    void ignoresAnInvalidTraceHeader(String header) {
        UUID id = publish(message("ok"), header);

        assertThat(awaitHandled(id).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void ignoresATraceHeaderThatIsNotAString() {
        UUID id = publish(message("ok"), 42L);

        assertThat(awaitHandled(id).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void recordsNoSpansOfAnUnsampledTrace() {
        SpanContext unsampled = SpanContext.createFromRemoteParent(
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00f067aa0ba902b7",
                TraceFlags.getDefault(),
                TraceState.getDefault());
        PaymentFailed message = message("fail twice");
        try (Scope scope = Span.wrap(unsampled).makeCurrent()) {
            assertThat(scope).isNotNull();
            send(message);
        }
        await().atMost(PATIENCE).until(() -> handler.effects(message.id()).size() == 1);
        UUID later = publish(message("ok"), null);
        awaitHandled(later);

        assertThat(spansOf(unsampled)).isEmpty();
    }

    @Test
    void delayedJobStartsATraceLinkedToThatOfItsScheduler() {
        PaymentFailed message = message("ok");
        SpanContext request = inSpan(
                "request",
                () -> transaction.executeWithoutResult(status -> jobs.schedule(
                        message.id().toString(), Instant.now(), "demo.events", "payment.failed.regular", message)));

        SpanData handled = awaitHandled(message.id());
        List<SpanData> chain = chain(awaitSpans(handled.getSpanContext(), 2));
        assertThat(chain).extracting(SpanData::getName).containsExactly("demo.events publish", "demo.regular process");
        assertThat(handled.getTraceId()).isNotEqualTo(request.getTraceId());
        assertThat(chain)
                .allSatisfy(span -> assertThat(span.getLinks())
                        .extracting(LinkData::getSpanContext)
                        .extracting(SpanContext::getTraceId, SpanContext::getSpanId)
                        .containsExactly(tuple(request.getTraceId(), request.getSpanId())));
    }

    private void send(PaymentFailed message) {
        transaction.executeWithoutResult(status -> outbox.send("demo.events", "payment.failed.regular", message));
    }

    /** Publishes without the outbox, as a foreign client does. */
    private UUID publish(PaymentFailed message, Object traceparent) {
        MessageBuilderSupport<Message> builder = MessageBuilder.withBody(codec.write(message))
                .setMessageId(message.id().toString());
        if (traceparent != null) {
            builder.setHeader("traceparent", traceparent);
        }
        rabbit.send("demo.events", "payment.failed.regular", builder.build());
        return message.id();
    }

    private SpanContext inSpan(String name, Runnable work) {
        Span span = tracer.spanBuilder(name).setNoParent().startSpan();
        Scope scope = span.makeCurrent();
        try {
            work.run();
        } finally {
            scope.close();
            span.end();
        }
        return span.getSpanContext();
    }

    private DeadLetter awaitDead(Predicate<DeadLetter> wanted) {
        return await().atMost(PATIENCE)
                .until(
                        () -> deadLetters.find(DeadLetterFilter.of("demo"), null, 10).stream()
                                .filter(wanted)
                                .toList(),
                        it -> !it.isEmpty())
                .get(0);
    }

    private List<SpanData> awaitSpans(SpanContext trace, int count) {
        return await().atMost(PATIENCE).until(() -> spansOf(trace), it -> it.size() >= count);
    }

    private List<SpanData> spansOf(SpanContext trace) {
        return exporter.getFinishedSpanItems().stream()
                .filter(it -> it.getTraceId().equals(trace.getTraceId()))
                .toList();
    }

    private SpanData awaitHandled(UUID messageId) {
        return await().atMost(PATIENCE)
                .until(
                        () -> exporter.getFinishedSpanItems().stream()
                                .filter(it -> it.getKind() == SpanKind.CONSUMER)
                                .filter(it -> messageId.toString().equals(text(it, "messaging.message.id")))
                                .toList(),
                        it -> !it.isEmpty())
                .get(0);
    }

    private static List<SpanData> handled(List<SpanData> spans) {
        return spans.stream()
                .filter(it -> it.getName().equals("demo.regular process"))
                .toList();
    }

    /** The spans from the first to the last. Each span may have at most one child. */
    private static List<SpanData> chain(List<SpanData> spans) {
        List<SpanData> chain = new ArrayList<>();
        String parent = "0000000000000000";
        while (chain.size() < spans.size()) {
            String wanted = parent;
            SpanData next = spans.stream()
                    .filter(it -> it.getParentSpanId().equals(wanted))
                    .reduce((one, other) -> {
                        throw new AssertionError("two children of one span: " + one + " and " + other);
                    })
                    .orElseThrow(() -> new AssertionError("not connected: " + spans));
            chain.add(next);
            parent = next.getSpanId();
        }
        return chain;
    }

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    private static Long number(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.longKey(attribute));
    }
}
