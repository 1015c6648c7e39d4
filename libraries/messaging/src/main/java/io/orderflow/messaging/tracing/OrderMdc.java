package io.orderflow.messaging.tracing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the id of the current order into the log context of this thread. */
public final class OrderMdc {

    static final String KEY = "orderId";

    private OrderMdc() {}

    /** @param id untrusted: a value that is not a UUID is ignored, because it could forge log lines */
    public static void put(@Nullable String id) {
        try {
            if (id != null) {
                MDC.put(KEY, UUID.fromString(id).toString());
            }
        } catch (IllegalArgumentException e) {
            remove();
        }
    }

    public static void remove() {
        MDC.remove(KEY);
    }
}
