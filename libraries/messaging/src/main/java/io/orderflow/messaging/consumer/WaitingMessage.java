package io.orderflow.messaging.consumer;

import java.time.Instant;
import java.util.Date;
import org.springframework.amqp.core.MessageProperties;

/**
 * A waiting message without its body, safe to show to operators.
 *
 * @param since when the message was published to the queue, in whole seconds; null if its header does not say
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
