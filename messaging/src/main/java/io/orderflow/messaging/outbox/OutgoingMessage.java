package io.orderflow.messaging.outbox;

import java.util.Map;

/**
 * A message on its way out, as the broker will see it.
 *
 * @param messageId null only for a foreign message that came without one
 * @param headers texts and whole numbers
 */
public record OutgoingMessage(
        String exchange,
        String routingKey,
        String messageId,
        String type,
        String correlationId,
        Map<String, Object> headers,
        byte[] body) {

    public OutgoingMessage {
        headers = Map.copyOf(headers);
    }
}
