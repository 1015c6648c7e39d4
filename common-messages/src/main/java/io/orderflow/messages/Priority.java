package io.orderflow.messages;

import java.util.Locale;

/** The priority of an order. Consumers serve the constants in their order, the most important first. */
public enum Priority {
    VIP,
    REGULAR,
    BULK;

    /** The routing key of a message of this type. Its last word is the lane. */
    public String routingKey(String type) {
        return type + "." + lane();
    }

    /** The last word of the routing key. It selects the lane in every consumer's queues. */
    public String lane() {
        return name().toLowerCase(Locale.ROOT);
    }
}
