package io.orderflow.messaging.consumer;

import java.time.Instant;
import java.util.Date;
import org.springframework.amqp.core.MessageProperties;

/**
 * A message that waits, as far as it may be shown: without its body.
 *
 * @param since when it was published to the queue, to the second; null if it does not say
 */
public record WaitingMessage(String queue, String messageId, String type, String correlationId, Instant since) {

    static WaitingMessage of(Delivery delivery) {
        MessageProperties properties = delivery.message().getMessageProperties();
        Date since = properties.getTimestamp();
        return new WaitingMessage(
                properties.getConsumerQueue(),
                properties.getMessageId(),
                properties.getType(),
                properties.getCorrelationId(),
                since == null ? null : since.toInstant());
    }
}
