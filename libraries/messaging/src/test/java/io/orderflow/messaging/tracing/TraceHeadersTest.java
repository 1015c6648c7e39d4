package io.orderflow.messaging.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

class TraceHeadersTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void passOnTheTraceparentButNoTracestate() {
        TraceState clients = TraceState.builder().put("client", "anything").build();
        Span span = Span.wrap(SpanContext.createFromRemoteParent(TRACE, SPAN, TraceFlags.getSampled(), clients));

        assertThat(TraceHeaders.of(Context.root().with(span)))
                .containsOnly(entry("traceparent", "00-%s-%s-01".formatted(TRACE, SPAN)));
    }

    @Test
    void areEmptyWithoutATrace() {
        assertThat(TraceHeaders.of(Context.root())).isEmpty();
    }
}
