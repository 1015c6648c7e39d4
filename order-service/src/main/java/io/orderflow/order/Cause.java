package io.orderflow.order;

import io.orderflow.messages.Message;

/** What leads to events, as the history names it. A message is named by its id: what it caused is recorded once. */
final class Cause {

    /** A request of the customer's. */
    static final String REQUEST = "request";

    private Cause() {}

    static String message(Message message) {
        return "message %s %s".formatted(message.type(), message.id());
    }

    /** @param name null where operators are not told apart */
    static String operator(String name) {
        return name == null ? "operator" : "operator " + name;
    }
}
