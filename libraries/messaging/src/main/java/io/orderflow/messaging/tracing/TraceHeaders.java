package io.orderflow.messaging.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a message in W3C Trace Context headers. The outbox stores the headers with the message, so the trace
 * continues even if another process publishes the message later.
 */
public final class TraceHeaders {

    public static final String PARENT = "traceparent";

    /** A linked trace, in the format of {@link #PARENT}: it caused this message, but did not wait for it. */
    public static final String LINK = "orderflow-linked-trace";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceHeaders() {}

    /** @return trace headers for a message that the current span causes; empty if tracing is off */
    public static Map<String, Object> current() {
        return of(Context.current());
    }

    public static Map<String, Object> of(Context context) {
        Map<String, Object> headers = new HashMap<>();
        // Omits tracestate, because a client may have put any text into it.
        W3C.inject(context, headers, (all, name, value) -> {
            if (name.equals(PARENT)) {
                all.put(name, value);
            }
        });
        return headers;
    }

    /**
     * @return a header that links a redriven message to the current span, while the message continues its own trace; empty if
     *     tracing is off
     */
    public static Map<String, Object> linkToCurrent() {
        Object current = current().get(PARENT);
        return current == null ? Map.of() : Map.of(LINK, current);
    }

    /** @return the context of the span that published the message; without a span if the headers name none or are invalid */
    public static Context parent(Map<String, Object> headers) {
        return extract(headers, PARENT);
    }

    /** @return an invalid context if the headers name none or are invalid */
    public static SpanContext linked(Map<String, Object> headers) {
        return Span.fromContext(extract(headers, LINK)).getSpanContext();
    }

    private static Context extract(Map<String, Object> headers, String parent) {
        return W3C.extract(Context.root(), headers, new Getter(parent));
    }

    /** Headers may come from any publisher and have values of any type. */
    private record Getter(String parent) implements TextMapGetter<Map<String, Object>> {

        @Override
        public Iterable<String> keys(Map<String, Object> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(Map<String, Object> headers, String name) {
            return headers.get(name.equals(PARENT) ? parent : name) instanceof String text ? text : null;
        }
    }
}
