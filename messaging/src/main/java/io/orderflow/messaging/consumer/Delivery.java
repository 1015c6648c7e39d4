package io.orderflow.messaging.consumer;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;

/** A message as the broker handed it over: ours to handle until acknowledged, or until its channel closes. */
record Delivery(int lane, Message message, Channel channel) {

    /** False once its channel is closed: then the broker has taken it back and will deliver it anew. */
    boolean isOurs() {
        return channel.isOpen();
    }

    void acknowledge() {
        settle(() -> channel.basicAck(tag(), false));
    }

    /** The broker makes it a dead letter, with no more than {@code x-death} to say why. */
    void reject() {
        settle(() -> channel.basicReject(tag(), false));
    }

    /** Each delivery is one of its own, whatever message it brings. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    private long tag() {
        return message.getMessageProperties().getDeliveryTag();
    }

    private static void settle(Verdict verdict) {
        try {
            verdict.send();
        } catch (IOException | AlreadyClosedException | AmqpException e) {
            // The connection is gone, and it will be delivered again. If it is done, the inbox knows.
        }
    }

    private interface Verdict {
        void send() throws IOException;
    }
}
