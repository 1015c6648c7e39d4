package io.orderflow.dashboard;

import io.orderflow.messaging.topology.ConsumerQueues;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;

/** Asks the broker for the queue sizes of services that are down: messages wait there meanwhile. */
class QueueSizes {

    private final AmqpAdmin broker;
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();

    QueueSizes(AmqpAdmin broker) {
        this.broker = broker;
    }

    /** Records the queue names that the service reported. */
    void known(String consumer, Collection<String> queues) {
        names.put(consumer, List.copyOf(queues));
    }

    /** Returns the messages that wait in each lane; null if the broker does not answer. */
    @Nullable
    Map<String, Long> of(String consumer) {
        try {
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (String queue : names.getOrDefault(consumer, candidates(consumer))) {
                QueueInformation found = broker.getQueueInfo(queue);
                if (found != null) {
                    sizes.put(queue, found.getMessageCount());
                }
            }
            // Remember which guessed queues exist: each query for a missing queue costs a channel.
            if (!sizes.isEmpty()) {
                names.putIfAbsent(consumer, List.copyOf(sizes.keySet()));
            }
            return sizes;
        } catch (AmqpException e) {
            return null;
        }
    }

    /** Includes the names with and without lanes: only the service knows which it uses. */
    private static List<String> candidates(String consumer) {
        return Stream.of(true, false)
                .flatMap(lanes -> new ConsumerQueues(consumer, lanes, List.of()).work().stream())
                .toList();
    }
}
