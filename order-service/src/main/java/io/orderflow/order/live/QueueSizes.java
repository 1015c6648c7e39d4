package io.orderflow.order.live;

import io.orderflow.messaging.topology.ConsumerQueues;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;

/** Asks the broker for the queues of services that are down: messages wait there meanwhile. */
class QueueSizes {

    private final AmqpAdmin broker;
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();

    QueueSizes(AmqpAdmin broker) {
        this.broker = broker;
    }

    /** What the service said its queues are, while it could. */
    void known(String consumer, Collection<String> queues) {
        names.put(consumer, List.copyOf(queues));
    }

    /** Messages that wait in each lane; null if the broker does not answer. */
    Map<String, Long> of(String consumer) {
        try {
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (String queue : names.getOrDefault(consumer, candidates(consumer))) {
                QueueInformation found = broker.getQueueInfo(queue);
                if (found != null) {
                    sizes.put(queue, found.getMessageCount());
                }
            }
            // What was guessed and is not there need not be asked for again: a question for it costs a channel.
            if (!sizes.isEmpty()) {
                names.putIfAbsent(consumer, List.copyOf(sizes.keySet()));
            }
            return sizes;
        } catch (AmqpException e) {
            return null;
        }
    }

    /** With lanes or without: only the service knows. */
    private static List<String> candidates(String consumer) {
        return Stream.of(true, false)
                .flatMap(lanes -> new ConsumerQueues(consumer, lanes, List.of()).work().stream())
                .toList();
    }
}
