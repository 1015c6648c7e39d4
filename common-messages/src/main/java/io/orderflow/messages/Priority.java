package io.orderflow.messages;

import java.util.Locale;

/** How important an order is, most important first: the order of the constants is the order of service. */
public enum Priority {
    VIP,
    REGULAR,
    BULK;

    /** The last word of a routing key, and so the lane of every consumer's queue that the message goes to. */
    public String lane() {
        return name().toLowerCase(Locale.ROOT);
    }
}
