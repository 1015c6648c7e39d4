package io.orderflow.messaging;

import io.orderflow.messages.PaymentFailed;
import java.time.Instant;
import java.util.UUID;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Publishes messages that script the {@link ScriptedHandler}, with the properties that the outbox would set. */
public class ScriptedMessages {

    private final RabbitTemplate rabbit;
    private final MessageCodec codec;

    ScriptedMessages(RabbitTemplate rabbit, MessageCodec codec) {
        this.rabbit = rabbit;
        this.codec = codec;
    }

    /** @param script see {@link ScriptedHandler} */
    public static PaymentFailed message(String script) {
        return PaymentFailed.of(UUID.randomUUID(), script, Instant.EPOCH);
    }

    /** @return the id of the message */
    public UUID publish(String script) {
        return publish(message(script));
    }

    /** @return the id of the message */
    public UUID publish(PaymentFailed message) {
        return publish("payment.failed.regular", message);
    }

    /** @return the id of the message */
    public UUID publish(String key, PaymentFailed message) {
        rabbit.send(
                "demo.events",
                key,
                MessageBuilder.withBody(codec.write(message))
                        .setMessageId(message.id().toString())
                        .setType(message.type())
                        .setCorrelationId(message.correlationId().toString())
                        .build());
        return message.id();
    }
}
