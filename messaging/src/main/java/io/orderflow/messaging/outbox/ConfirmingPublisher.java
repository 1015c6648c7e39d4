package io.orderflow.messaging.outbox;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import io.orderflow.messaging.tracing.Spans;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;

/**
 * Publishes batches on one channel and waits for the broker's word on every message. One confirm for a batch of 500 is
 * what makes it fast; awaiting each message by itself costs a round trip and a disk write of the broker's each time.
 *
 * <p>Not thread-safe: it belongs to one worker of the relay.
 */
class ConfirmingPublisher implements AutoCloseable {

    /** Names the row in the outbox; by it a returned message is told from the others of its batch. */
    static final String ROW_HEADER = "orderflow-outbox-row";

    private static final int PERSISTENT = 2;

    private final ConnectionFactory consumers;
    private final ConnectionFactory connections;
    private final Duration confirmTimeout;
    private final Spans spans;

    private Connection connection;
    private Channel channel;
    private Verdicts verdicts;
    private boolean outcomeUnknown;
    private volatile boolean blocked;

    /**
     * A broker short of memory or disk reads nothing more from a connection that publishes. Acknowledgements on the same one
     * would wait, too, and nothing would be drained just when it must be. So this publishes on another.
     *
     * @param consumers connections of those who receive and acknowledge
     */
    ConfirmingPublisher(ConnectionFactory consumers, Duration confirmTimeout, Spans spans) {
        this.consumers = consumers;
        this.connections = Objects.requireNonNullElse(consumers.getPublisherConnectionFactory(), consumers);
        this.confirmTimeout = confirmTimeout;
        this.spans = spans;
        connections.addConnectionListener(this::watchForBlocking);
    }

    /** A broker short of memory or disk reads nothing more, and a publisher that went on would hang in mid-batch. */
    private void watchForBlocking(Connection opened) {
        blocked = false;
        opened.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                blocked = true;
            }

            @Override
            public void handleUnblocked() {
                blocked = false;
            }
        });
    }

    /**
     * Makes sure that there is a broker to talk to.
     *
     * @throws AmqpException if there is none, or if it takes no messages for want of memory or disk
     */
    void connect() {
        if (blocked && connection != null && connection.isOpen()) {
            throw new AmqpException("the broker is short of memory or disk and takes no messages");
        }
        if (channel != null && channel.isOpen() && !outcomeUnknown) {
            return;
        }
        close();
        outcomeUnknown = false;
        try {
            // Queues are declared on whichever connection is first, and who opens the other does not wait for that.
            // On their own connection, consumers do.
            consumers.createConnection();
            connection = connections.createConnection();
            channel = connection.createChannel(false);
            verdicts = new Verdicts();
            channel.confirmSelect();
            channel.addConfirmListener(verdicts);
            channel.addReturnListener(verdicts::returned);
            channel.addShutdownListener(cause -> verdicts.noMore());
        } catch (IOException e) {
            throw new AmqpException("can't open a channel for publishing", e);
        }
    }

    /**
     * Publishes the batch and waits.
     *
     * <p>A message for an exchange that does not exist takes the channel down, and its whole batch with it; so does one that
     * AMQP has no room for. Alone in a batch it is refused like any other.
     *
     * @return the rows that the broker refused or had no queue for; all others are safe with the broker
     * @throws AmqpException if the outcome is not known: any of the batch may or may not have arrived
     */
    List<OutboxRow> publish(List<OutboxRow> batch) throws InterruptedException {
        try (PublishSpans traced = new PublishSpans(spans)) {
            for (OutboxRow row : batch) {
                verdicts.expect(channel.getNextPublishSeqNo(), row);
                OutgoingMessage message = row.message();
                BasicProperties properties = properties(row, traced.start(row));
                channel.basicPublish(message.exchange(), message.routingKey(), true, properties, message.body());
            }
            List<OutboxRow> refused = verdicts.await(confirmTimeout);
            traced.confirmedExcept(refused);
            return refused;
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            boolean thisMessageIsToBlame = batch.size() == 1 && connection.isOpen() && !channel.isOpen();
            if (thisMessageIsToBlame) {
                return batch;
            }
            // Closing asks the broker and may take its time; it is left to connect(), when no transaction is open.
            outcomeUnknown = true;
            throw new AmqpException("the broker did not confirm a batch of " + batch.size(), e);
        } catch (IllegalArgumentException e) {
            // The client can't write this message, because its headers are larger than a frame as a rule.
            outcomeUnknown = true;
            if (batch.size() == 1) {
                return batch;
            }
            throw new AmqpException("no message for the broker is among a batch of " + batch.size(), e);
        }
    }

    private static BasicProperties properties(OutboxRow row, Map<String, Object> trace) {
        OutgoingMessage message = row.message();
        Map<String, Object> headers = new HashMap<>(message.headers());
        headers.putAll(trace);
        headers.put(ROW_HEADER, row.id());
        return new BasicProperties.Builder()
                .messageId(message.messageId())
                .type(message.type())
                .correlationId(message.correlationId())
                .timestamp(Date.from(row.createdAt()))
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .headers(headers)
                .build();
    }

    @Override
    public void close() {
        if (channel != null) {
            // Its listeners would live on in the channel cache, and an unconfirmed batch with them.
            RabbitUtils.setPhysicalCloseRequired(channel, true);
            RabbitUtils.closeChannel(channel);
            channel = null;
        }
    }

    /** What the broker says of each message; called by the client's threads. */
    private static final class Verdicts implements ConfirmListener {

        private final NavigableMap<Long, OutboxRow> pending = new ConcurrentSkipListMap<>();
        private final Set<Long> returned = ConcurrentHashMap.newKeySet();
        private final List<OutboxRow> refused = new ArrayList<>();
        private boolean channelGone;

        void expect(long sequence, OutboxRow row) {
            pending.put(sequence, row);
        }

        /** An unroutable message is confirmed too, after it was returned: the return is what counts. */
        void returned(Return message) {
            returned.add((Long) message.getProperties().getHeaders().get(ROW_HEADER));
        }

        @Override
        public synchronized void handleAck(long sequence, boolean multiple) {
            settle(sequence, multiple, true);
        }

        @Override
        public synchronized void handleNack(long sequence, boolean multiple) {
            settle(sequence, multiple, false);
        }

        private void settle(long sequence, boolean multiple, boolean accepted) {
            Map<Long, OutboxRow> settled = pending.subMap(multiple ? 0L : sequence, true, sequence, true);
            for (OutboxRow row : settled.values()) {
                if (!accepted || returned.contains(row.id())) {
                    refused.add(row);
                }
            }
            settled.clear();
            if (pending.isEmpty()) {
                notifyAll();
            }
        }

        synchronized void noMore() {
            channelGone = true;
            notifyAll();
        }

        synchronized List<OutboxRow> await(Duration timeout) throws InterruptedException, TimeoutException {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (!pending.isEmpty()) {
                if (channelGone) {
                    throw new TimeoutException("the channel closed with %d unconfirmed".formatted(pending.size()));
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException("%d unconfirmed after %s".formatted(pending.size(), timeout));
                }
                wait(left);
            }
            List<OutboxRow> result = List.copyOf(refused);
            refused.clear();
            returned.clear();
            return result;
        }
    }
}
