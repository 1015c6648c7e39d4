package io.orderflow.messaging.topology;

import io.orderflow.messages.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;

/** Declares the exchanges, queues and bindings of a consumer. Declarations are idempotent. */
public final class TopologyDeclarations {

    /**
     * How often a message may be delivered without an acknowledgement, because its consumer died or lost the connection, before
     * the broker dead-letters it.
     */
    private static final int DELIVERY_LIMIT = 100;

    /**
     * A tool that shows the messages of a queue gets and requeues them. RabbitMQ 4.0 to 4.2 counts that as a delivery, and a dead
     * letter past the limit would be lost.
     */
    private static final int DELIVERY_LIMIT_OF_DEAD_LETTERS = 1_000_000;

    private TopologyDeclarations() {}

    public static Declarables exchange(String name) {
        return new Declarables(topic(name));
    }

    public static Declarables consumer(ConsumerQueues queues, String source, List<String> keys) {
        List<Declarable> all = new ArrayList<>();
        TopicExchange from = topic(source);
        TopicExchange comeback = topic(queues.comeback());
        all.add(from);
        all.add(comeback);

        Queue deadLetters =
                quorum(queues.deadLetters(), DELIVERY_LIMIT_OF_DEAD_LETTERS).build();
        all.addAll(behindFanout(deadLetters));

        if (queues.lanes()) {
            for (Priority priority : Priority.values()) {
                Queue lane = workQueue(queues.lane(priority), queues);
                all.add(lane);
                all.add(BindingBuilder.bind(lane).to(comeback).with(priority.routingKey("#")));
                for (String key : keys) {
                    all.add(BindingBuilder.bind(lane).to(from).with(priority.routingKey(key)));
                }
            }
        } else {
            Queue work = workQueue(queues.consumer(), queues);
            all.add(work);
            all.add(BindingBuilder.bind(work).to(comeback).with("#"));
            for (String key : keys) {
                all.add(BindingBuilder.bind(work).to(from).with(key));
            }
        }
        for (Duration pause : queues.retryAfter()) {
            Queue wait = deadLetteringAtLeastOnce(quorum(queues.retry(pause), DELIVERY_LIMIT), queues.comeback())
                    .ttl(Math.toIntExact(pause.toMillis()))
                    .build();
            all.addAll(behindFanout(wait));
        }
        return new Declarables(all);
    }

    private static Queue workQueue(String name, ConsumerQueues queues) {
        return deadLetteringAtLeastOnce(quorum(name, DELIVERY_LIMIT), queues.deadLetters())
                .build();
    }

    private static QueueBuilder quorum(String name, int deliveryLimit) {
        return QueueBuilder.durable(name).quorum().deliveryLimit(deliveryLimit);
    }

    /** The broker's default strategy is at-most-once: it drops a message that the target queue can't take. */
    private static QueueBuilder deadLetteringAtLeastOnce(QueueBuilder queue, String exchange) {
        return queue.deadLetterExchange(exchange)
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .overflow(QueueBuilder.Overflow.rejectPublish);
    }

    private static List<Declarable> behindFanout(Queue queue) {
        FanoutExchange exchange = new FanoutExchange(queue.getName());
        Binding binding = BindingBuilder.bind(queue).to(exchange);
        return List.of(exchange, queue, binding);
    }

    private static TopicExchange topic(String name) {
        return ExchangeBuilder.topicExchange(name).durable(true).build();
    }
}
