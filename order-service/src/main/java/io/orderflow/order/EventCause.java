package io.orderflow.order;

import io.orderflow.messages.Message;
import org.jspecify.annotations.Nullable;

/** The causes of events, as the history stores them. A message is identified by its id, so its effect is recorded only once. */
final class EventCause {

    /** A request of the customer. */
    static final String REQUEST = "request";

    private EventCause() {}

    static String message(Message message) {
        return "message %s %s".formatted(message.type(), message.id());
    }

    /** @param name null where all operators share one login */
    static String operator(@Nullable String name) {
        return name == null ? "operator" : "operator " + name;
    }
}
