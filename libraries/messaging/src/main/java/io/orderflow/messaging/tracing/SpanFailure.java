package io.orderflow.messaging.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Marks spans as failed. */
public final class SpanFailure {

    private SpanFailure() {}

    /** Omits the exception's text, which may quote an address or a token. More people can read traces than messages. */
    public static void note(Span span, Throwable why) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("error.type", why.getClass().getName());
    }
}
