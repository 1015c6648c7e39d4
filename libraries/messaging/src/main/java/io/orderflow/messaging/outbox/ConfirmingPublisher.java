package io.orderflow.messaging.outbox;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import io.orderflow.messaging.tracing.Tracing;
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
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;

/**
 * Publishes batches on one channel and waits until the broker has confirmed or returned every message. Awaiting the confirms of a
 * whole batch is fast; awaiting each message would cost a round trip and a disk write of the broker.
 *
 * <p>Not thread-safe: each relay worker has its own publisher.
 */
class ConfirmingPublisher implements AutoCloseable {

    /** The id of the outbox row. It identifies a returned message within its batch. */
    static final String ROW_HEADER = "orderflow-outbox-row";

    private static final int PERSISTENT = 2;

    private final ConnectionFactory consumers;
    private final ConnectionFactory connections;
    private final Duration confirmTimeout;
    private final Tracing tracing;

    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private Verdicts verdicts = new Verdicts();
    private boolean needsAnotherChannel;
    private volatile boolean blocked;

    /**
     * Publishes on a connection of its own. A broker short of memory or disk stops reading from connections that publish. On a
     * shared connection it would not read acknowledgements either, so its queues could not drain.
     *
     * @param consumers the connection factory of the consumers
     */
    ConfirmingPublisher(ConnectionFactory consumers, Duration confirmTimeout, Tracing tracing) {
        this.consumers = consumers;
        this.connections = Objects.requireNonNullElse(consumers.getPublisherConnectionFactory(), consumers);
        this.confirmTimeout = confirmTimeout;
        this.tracing = tracing;
        connections.addConnectionListener(opened -> watchForBlocking(Objects.requireNonNull(opened)));
    }

    /** Notices when the broker blocks the connection. Without this check, a publisher would hang in the middle of a batch. */
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
     * Opens the connection and the channel if necessary.
     *
     * @throws AmqpException if the broker is away, or blocks publishers because it is short of memory or disk
     */
    void connect() {
        if (blocked && connection != null && connection.isOpen()) {
            throw new AmqpException("the broker is short of memory or disk and takes no messages");
        }
        if (channel != null && channel.isOpen() && !needsAnotherChannel) {
            return;
        }
        close();
        needsAnotherChannel = false;
        try {
            // Spring declares the queues on the connection that opens first, and only the opener of that connection
            // waits. Consumers must wait for their queues, so their connection opens first.
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
     * Publishes the batch and waits for all confirms.
     *
     * <p>A message for a missing exchange closes the channel and fails its whole batch; so does a message too large for AMQP. In
     * a batch of one, such a message is refused like any other.
     *
     * @return the rows that the broker refused or could not route; the broker has safely stored all others
     * @throws AmqpException if the outcome is unknown: any message of the batch may have been published
     */
    List<OutboxRow> publish(List<OutboxRow> batch) throws InterruptedException {
        Connection connection = Objects.requireNonNull(this.connection);
        Channel channel = Objects.requireNonNull(this.channel);
        try (PublishSpans traced = new PublishSpans(tracing)) {
            for (OutboxRow row : batch) {
                verdicts.expect(channel.getNextPublishSeqNo(), row);
                OutgoingMessage message = row.message();
                BasicProperties properties = properties(row, traced.start(row));
                channel.basicPublish(message.exchange(), message.routingKey(), true, properties, message.body());
            }
            List<OutboxRow> refused = verdicts.await(confirmTimeout);
            // Before 4.0, a broker may refuse everything on a channel on which a full queue has refused a message, even
            // if the
            // queue is empty by now (rabbitmq-server#12206).
            needsAnotherChannel = !refused.isEmpty();
            traced.confirmedExcept(refused);
            return refused;
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            boolean thisMessageIsToBlame = batch.size() == 1 && connection.isOpen() && !channel.isOpen();
            if (thisMessageIsToBlame) {
                return batch;
            }
            // Closing waits for the broker. connect() does it later, when no transaction is open.
            needsAnotherChannel = true;
            throw new AmqpException("the broker did not confirm a batch of " + batch.size(), e);
        } catch (IllegalArgumentException e) {
            // The client can't encode this message, usually because its headers exceed a frame.
            needsAnotherChannel = true;
            if (batch.size() == 1) {
                return batch;
            }
            throw new AmqpException("the client can't encode a message in a batch of " + batch.size(), e);
        }
    }

    private BasicProperties properties(OutboxRow row, Map<String, Object> trace) {
        OutgoingMessage message = row.message();
        Map<String, Object> headers = new HashMap<>(message.headers());
        headers.putAll(trace);
        headers.put(ROW_HEADER, row.id());
        return new BasicProperties.Builder()
                .messageId(message.messageId())
                .type(message.type())
                .correlationId(message.correlationId())
                // The broker refuses any other name, so consumers can rely on it.
                .userId(connections.getUsername())
                .timestamp(Date.from(row.createdAt()))
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .headers(headers)
                .build();
    }

    @Override
    public void close() {
        if (channel != null) {
            // Otherwise the channel would return to the cache with its listeners and an unconfirmed batch.
            RabbitUtils.setPhysicalCloseRequired(channel, true);
            RabbitUtils.closeChannel(channel);
            channel = null;
        }
    }

    /** Collects the broker's confirms and returns. The client's threads call this listener. */
    private static final class Verdicts implements ConfirmListener {

        private final NavigableMap<Long, OutboxRow> pending = new ConcurrentSkipListMap<>();
        private final Set<Long> returned = ConcurrentHashMap.newKeySet();
        private final List<OutboxRow> refused = new ArrayList<>();
        private boolean channelGone;

        void expect(long sequence, OutboxRow row) {
            pending.put(sequence, row);
        }

        /** The broker returns an unroutable message and then confirms it: the return counts. */
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
                    throw new TimeoutException("the channel closed with %s unconfirmed".formatted(pending.size()));
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException("%s unconfirmed after %s".formatted(pending.size(), timeout));
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
