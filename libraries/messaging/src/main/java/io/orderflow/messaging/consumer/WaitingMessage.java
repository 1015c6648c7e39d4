package io.orderflow.messaging.consumer;

import io.orderflow.messaging.received.ReceivedProperties;
import java.time.Instant;

/**
 * A waiting message without its body, safe to show to operators.
 *
 * @param since when the message was published to the queue, in whole seconds; null if its header does not say
 */
public record WaitingMessage(String queue, String messageId, String type, String correlationId, Instant since) {

    static WaitingMessage of(Delivery delivery) {
        ReceivedProperties properties = ReceivedProperties.of(delivery.message());
        return new WaitingMessage(
                properties.queue(),
                properties.messageId(),
                properties.type(),
                properties.correlationId(),
                properties.publishedAt(Instant.now()));
    }
}
