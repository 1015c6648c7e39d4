package io.orderflow.messaging.outbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/**
 * Removes NUL characters, which PostgreSQL can't store in text. Our messages contain none, but a dead letter may come from
 * anywhere.
 */
public final class PostgresText {

    private PostgresText() {}

    /** @return the text without NUL characters; null for null */
    @Contract("null -> null; !null -> !null")
    public static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    /** @return the headers without NUL characters in names and strings */
    public static Map<String, Object> headers(Map<String, Object> headers) {
        Map<String, Object> storable = new HashMap<>();
        headers.forEach((name, value) -> storable.put(text(name), value instanceof String it ? text(it) : value));
        return storable;
    }
}
