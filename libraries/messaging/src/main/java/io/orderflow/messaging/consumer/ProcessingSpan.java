package io.orderflow.messaging.consumer;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.orderflow.messaging.consumer.DeliveryProcessor.Outcome;
import io.orderflow.messaging.deadletter.FailureHeaders;
import io.orderflow.messaging.received.ReceivedProperties;
import io.orderflow.messaging.tracing.OrderMdc;
import io.orderflow.messaging.tracing.TraceHeaders;
import io.orderflow.messaging.tracing.Tracing;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The span and the log context of one attempt at a message. The span continues the trace of the message, and the log lines name
 * its order.
 */
final class ProcessingSpan implements AutoCloseable {

    private final Span span;
    private final Scope scope;
    private String outcome = "put_back";

    @SuppressWarnings("MustBeClosedChecker") // close() closes the scope.
    private ProcessingSpan(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    /** @param waitedNanos how long the message waited for its permit */
    static ProcessingSpan of(Delivery delivery, long waitedNanos, Tracing tracing) {
        ReceivedProperties properties = ReceivedProperties.of(delivery.message());
        Map<String, Object> headers = properties.headers();
        String queue = properties.queue();
        SpanBuilder builder =
                tracing.builder(queue + " process", SpanKind.CONSUMER).setParent(TraceHeaders.parent(headers));
        SpanContext linked = TraceHeaders.linked(headers);
        if (linked.isValid()) {
            builder.addLink(linked);
        }
        Span span = builder.startSpan();
        if (span.isRecording()) {
            span.setAttribute("messaging.system", "rabbitmq")
                    .setAttribute("messaging.operation.type", "process")
                    .setAttribute("messaging.operation.name", "process")
                    .setAttribute("messaging.destination.name", queue)
                    .setAttribute("messaging.message.id", properties.messageId())
                    .setAttribute("messaging.message.conversation_id", properties.correlationId())
                    .setAttribute("orderflow.message.type", properties.type())
                    .setAttribute("orderflow.attempt", FailureHeaders.attempts(properties.properties()) + 1L)
                    .setAttribute("orderflow.permit.wait_ms", TimeUnit.NANOSECONDS.toMillis(waitedNanos));
        }
        OrderMdc.put(properties.correlationId());
        return new ProcessingSpan(span);
    }

    /**
     * Sets the outcome. Without this call the outcome is {@code put_back}: nothing is decided, and the next attempt has the same
     * number.
     */
    void ended(Outcome outcome) {
        this.outcome = outcome.label();
    }

    @Override
    public void close() {
        span.setAttribute("orderflow.outcome", outcome);
        scope.close();
        OrderMdc.remove();
        span.end();
    }
}
