package io.orderflow.messaging.consumer;

import io.orderflow.messaging.received.ReceivedProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A waiting message without its body, safe to show to operators.
 *
 * @param since when the message was published to the queue, in whole seconds; null if its header does not say
 */
public record WaitingMessage(
        @Nullable String queue,
        @Nullable String messageId,
        @Nullable String type,
        @Nullable String correlationId,
        @Nullable Instant since) {

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
