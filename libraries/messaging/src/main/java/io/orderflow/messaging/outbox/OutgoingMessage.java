package io.orderflow.messaging.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in the form in which the broker receives it.
 *
 * @param messageId null only for a foreign message without an id
 * @param headers strings and integers
 */
public record OutgoingMessage(
        String exchange,
        String routingKey,
        @Nullable String messageId,
        @Nullable String type,
        @Nullable String correlationId,
        Map<String, Object> headers,
        byte[] body) {

    public OutgoingMessage {
        headers = Map.copyOf(headers);
    }
}
