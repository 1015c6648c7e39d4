package io.orderflow.cli;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Asks the broker how many messages are ready in each of the system's queues. */
final class QueueSizes implements AutoCloseable {

    private static final List<String> LANES = List.of(".vip", ".regular", ".bulk");
    private static final List<String> SIDES = List.of(".retry.2s", ".retry.4s", ".dlq");
    private static final List<String> CONSUMERS = List.of("payment", "email");
    private static final List<String> MORE_CONSUMERS = List.of("inventory", "sms", "analytics");

    private final Connection connection;

    QueueSizes(ConnectionFactory broker) {
        broker.setConnectionTimeout(3_000);
        try {
            connection = broker.newConnection("demo");
        } catch (IOException | TimeoutException e) {
            throw new LauncherException("RabbitMQ does not answer: " + e.getMessage() + ". See ./demo status", e);
        }
    }

    static List<String> queues(boolean moreConsumers) {
        List<String> queues = new ArrayList<>();
        CONSUMERS.forEach(consumer -> queues.addAll(queuesOf(consumer)));
        queues.addAll(List.of("order-results", "order-results.dlq"));
        if (moreConsumers) {
            MORE_CONSUMERS.forEach(consumer -> queues.addAll(queuesOf(consumer)));
            queues.addAll(List.of("analytics-results", "analytics-results.dlq"));
        }
        return queues;
    }

    private static List<String> queuesOf(String consumer) {
        return Stream.concat(LANES.stream(), SIDES.stream())
                .map(consumer::concat)
                .toList();
    }

    /** All queues with their sizes; a size is empty if the queue does not exist yet. */
    Map<String, OptionalLong> all(boolean moreConsumers) {
        Map<String, OptionalLong> sizes = new LinkedHashMap<>();
        queues(moreConsumers).forEach(queue -> sizes.put(queue, size(queue)));
        return sizes;
    }

    /** The messages that wait for a consumer, in its lanes and its retry queues. */
    long waitingFor(String consumer) {
        return Stream.concat(LANES.stream(), SIDES.stream().limit(2))
                .map(consumer::concat)
                .map(this::size)
                .mapToLong(size -> size.orElse(0))
                .sum();
    }

    /** Uses a channel for each query: the broker closes the channel after a query for a missing queue. */
    private OptionalLong size(String queue) {
        try (Channel channel = connection.createChannel()) {
            return OptionalLong.of(channel.messageCount(queue));
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        connection.abort(2_000);
    }
}
