package io.orderflow.messaging.outbox;

import java.util.HashMap;
import java.util.Map;

/** PostgreSQL keeps no NUL in a text. Ours have none, but a dead letter may have come from anywhere. */
public final class Storable {

    private Storable() {}

    /** @return the text without what can't be stored; null for null */
    public static String text(String text) {
        return text == null ? null : text.replace("\0", "");
    }

    /** @return the same headers, with names and texts that can be stored */
    public static Map<String, Object> headers(Map<String, Object> headers) {
        Map<String, Object> storable = new HashMap<>();
        headers.forEach((name, value) -> storable.put(text(name), value instanceof String it ? text(it) : value));
        return storable;
    }
}
