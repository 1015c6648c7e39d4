package io.orderflow.messaging.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.orderflow.messaging.tracing.TraceHeaders;
import io.orderflow.messaging.tracing.Tracing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The spans of a batch, one for each message, from its publication until the broker confirms or returns it. A span that ends
 * without either is marked as failed.
 */
final class PublishSpans implements AutoCloseable {

    private final Tracing tracing;
    private final Map<Long, Span> open = new HashMap<>();

    PublishSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** @return headers that replace the message's own trace headers at the broker */
    Map<String, Object> start(OutboxRow row) {
        OutgoingMessage message = row.message();
        Context parent = TraceHeaders.parent(message.headers());
        SpanContext came = Span.fromContext(parent).getSpanContext();
        SpanContext linked = TraceHeaders.linked(message.headers());
        // A message without a sampled trace gets no span: it would cost time and complete no trace.
        if (!(came.isValid() ? came : linked).isSampled()) {
            return Map.of();
        }
        SpanBuilder builder = tracing.builder(message.exchange() + " publish", SpanKind.PRODUCER)
                .setParent(parent);
        if (linked.isValid()) {
            builder.addLink(linked);
        }
        Span span = builder.startSpan();
        span.setAttribute("messaging.system", "rabbitmq")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.operation.name", "publish")
                .setAttribute("messaging.destination.name", message.exchange())
                .setAttribute("messaging.rabbitmq.destination.routing_key", message.routingKey())
                .setAttribute("messaging.message.id", message.messageId())
                .setAttribute("messaging.message.conversation_id", message.correlationId())
                .setAttribute("orderflow.message.type", message.type());
        open.put(row.id(), span);
        return TraceHeaders.of(parent.with(span));
    }

    /** Ends the spans of the batch: refused rows as failed, the others as confirmed. */
    void confirmedExcept(List<OutboxRow> refused) {
        refused.forEach(row -> {
            Span span = open.get(row.id());
            if (span != null) {
                span.setStatus(StatusCode.ERROR, "no queue took it");
                span.end();
                open.remove(row.id());
            }
        });
        open.values().forEach(Span::end);
        open.clear();
    }

    @Override
    public void close() {
        open.values().forEach(span -> {
            span.setStatus(StatusCode.ERROR, "the broker did not confirm it");
            span.end();
        });
    }
}
