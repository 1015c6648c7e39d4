package io.orderflow.messaging.consumer;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;

/** A delivery from the broker. The consumer owns the message until it acknowledges the delivery, or until the channel closes. */
record Delivery(int lane, Message message, Channel channel) {

    /** False after the channel has closed: the broker has requeued the message and will redeliver it. */
    boolean isOurs() {
        return channel.isOpen();
    }

    void acknowledge() {
        settle(() -> channel.basicAck(tag(), false));
    }

    /** The broker dead-letters the message, and only {@code x-death} gives the reason. */
    void reject() {
        settle(() -> channel.basicReject(tag(), false));
    }

    /** Each delivery is distinct, even of the same message. */
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
            // The connection is closed, so the broker redelivers the message. The inbox recognises it if it was
            // handled.
        }
    }

    private interface Verdict {
        void send() throws IOException;
    }
}
