package io.orderflow.messaging.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

/** Creates spans. docs/traces.md lists them. */
public final class Tracing {

    private final Tracer tracer;

    public Tracing(Tracer tracer) {
        this.tracer = tracer;
    }

    public SpanBuilder builder(String name, SpanKind kind) {
        return tracer.spanBuilder(name).setSpanKind(kind);
    }

    /**
     * A call to an external system.
     *
     * @param <X> the checked exception that the call throws
     */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {
        T make() throws X;
    }

    /**
     * Runs the call in a span that records its duration and whether it failed.
     *
     * @param name the same for all calls of a kind
     * @param peer the system that is called
     */
    public <T, X extends Exception> T call(String name, String peer, Call<T, X> call) throws X {
        Span span = builder(name, SpanKind.CLIENT)
                .setAttribute("peer.service", peer)
                .startSpan();
        Scope scope = span.makeCurrent();
        try {
            return call.make();
        } catch (Exception e) {
            SpanFailure.note(span, e);
            throw e;
        } finally {
            scope.close();
            span.end();
        }
    }
}
