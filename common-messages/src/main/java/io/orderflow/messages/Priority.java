package io.orderflow.messages;

import java.util.Locale;

/** The priority of an order. Consumers serve the constants in their order, the most important first. */
public enum Priority {
    VIP,
    REGULAR,
    BULK;

    /** The last word of the routing key. It selects the lane in every consumer's queues. */
    public String lane() {
        return name().toLowerCase(Locale.ROOT);
    }
}
