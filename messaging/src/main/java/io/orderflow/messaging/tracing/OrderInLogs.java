package io.orderflow.messaging.tracing;

import java.util.UUID;
import org.slf4j.MDC;

/** Has each log line of this thread say which order it is about. */
public final class OrderInLogs {

    static final String KEY = "orderId";

    private OrderInLogs() {}

    /** @param id from outside: what is no UUID is ignored, because a text might forge log lines */
    public static void put(String id) {
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
