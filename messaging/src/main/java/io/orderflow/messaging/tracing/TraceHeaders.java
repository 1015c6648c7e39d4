package io.orderflow.messaging.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;

/**
 * How a message says which trace it belongs to: by the headers of W3C Trace Context, which the outbox keeps with the message, so
 * that the trace goes on whoever publishes it and when.
 */
public final class TraceHeaders {

    public static final String PARENT = "traceparent";

    /** Another trace that this message has to do with, written as {@link #PARENT} is: one that was not waited for. */
    public static final String LINK = "orderflow-linked-trace";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceHeaders() {}

    /** @return headers for a message that the current span gives rise to; none where nothing is traced */
    public static Map<String, Object> current() {
        return of(Context.current());
    }

    public static Map<String, Object> of(Context context) {
        Map<String, Object> headers = new HashMap<>();
        // Not what comes with it: a client may have put in there what it likes.
        W3C.inject(context, headers, (all, name, value) -> {
            if (name.equals(PARENT)) {
                all.put(name, value);
            }
        });
        return headers;
    }

    /** @return a header for a message that the current span sets going again, in a trace of its own; none where nothing is traced */
    public static Map<String, Object> linkToCurrent() {
        Object current = current().get(PARENT);
        return current == null ? Map.of() : Map.of(LINK, current);
    }

    /** @return the context with the span that the message came from; without a span where the headers name none or make no sense */
    public static Context parent(Map<String, Object> headers) {
        return extract(headers, PARENT);
    }

    /** @return not valid where the headers name none or make no sense */
    public static SpanContext linked(Map<String, Object> headers) {
        return Span.fromContext(extract(headers, LINK)).getSpanContext();
    }

    private static Context extract(Map<String, Object> headers, String parent) {
        return W3C.extract(Context.root(), headers, new Getter(parent));
    }

    /** Headers may have come from anywhere and be of any kind. */
    private record Getter(String parent) implements TextMapGetter<Map<String, Object>> {

        @Override
        public Iterable<String> keys(Map<String, Object> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, Object> headers, String name) {
            return headers.get(name.equals(PARENT) ? parent : name) instanceof String text ? text : null;
        }
    }
}
