package io.orderflow.messaging.consumer;

import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.deadletter.FailureRecorder;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.ratelimit.RateLimiter;
import io.orderflow.messaging.ratelimit.RateLimiters;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.topology.TopologyDeclarations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes a consumer of every entry under {@code orderflow.consumers} and the handlers that name it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsumersProperties.class)
public class ConsumerConfiguration {

    @Bean
    Declarables consumerTopology(ConsumersProperties settings) {
        List<Declarable> all = new ArrayList<>();
        settings.consumers()
                .forEach((name, consumer) -> all.addAll(
                        TopologyDeclarations.consumer(queues(name, consumer), consumer.exchange(), consumer.keys())
                                .getDeclarables()));
        return new Declarables(all);
    }

    @Bean
    QueueConsumers queueConsumers(
            ConsumersProperties settings,
            ObjectProvider<MessageHandler<?>> handlers,
            ConnectionFactory connections,
            RateLimiters limiters,
            MessageCodec codec,
            Inbox inbox,
            FailureRecorder failures,
            SimpleAsyncTaskExecutorBuilder workers) {
        List<MessageHandler<?>> all = handlers.stream().toList();
        refuseHandlersOfNoConsumer(all, settings);
        List<QueueConsumer> consumers = new ArrayList<>();
        settings.consumers().forEach((name, consumer) -> {
            ConsumerQueues queues = queues(name, consumer);
            List<MessageHandler<?>> mine =
                    all.stream().filter(it -> it.consumer().equals(name)).toList();
            RateLimiter limiter = consumer.limitPerSecond() == null
                    ? RateLimiter.unlimited()
                    : limiters.perSecond(name, consumer.limitPerSecond());
            consumers.add(new QueueConsumer(
                    queues,
                    consumer,
                    connections,
                    limiter,
                    new DeliveryProcessor(queues, new Handlers(name, mine), codec, inbox, failures),
                    workers.threadNamePrefix(name + "-").build()));
        });
        return new QueueConsumers(consumers);
    }

    private static void refuseHandlersOfNoConsumer(List<MessageHandler<?>> handlers, ConsumersProperties settings) {
        Set<String> named = new TreeSet<>();
        handlers.forEach(it -> named.add(it.consumer()));
        named.removeAll(settings.consumers().keySet());
        if (!named.isEmpty()) {
            throw new IllegalStateException("handlers name consumers that orderflow.consumers does not have: " + named);
        }
    }

    private static ConsumerQueues queues(String name, ConsumerProperties settings) {
        return new ConsumerQueues(name, settings.lanes(), settings.retryAfter());
    }
}
