package io.orderflow.messaging.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.audit.OperatorLog;
import io.orderflow.messaging.consumer.ManagedConsumer.CurrentLimit;
import io.orderflow.messaging.consumer.QueueConsumer.Pace;
import io.orderflow.messaging.deadletter.DeadLetterKeeper;
import io.orderflow.messaging.deadletter.DeadLetterMetrics;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.deadletter.FailureRecorder;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.ratelimit.RateLimiter;
import io.orderflow.messaging.ratelimit.RateLimiters;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.topology.TopologyDeclarations;
import io.orderflow.messaging.topology.TopologyProperties;
import io.orderflow.messaging.tracing.Spans;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.amqp.core.AbstractDeclarable;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a consumer of every entry under {@code orderflow.consumers} and the handlers that name it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConsumersProperties.class, TopologyProperties.class})
public class ConsumerConfiguration {

    /** Few at a time, so that thousands of dead letters leave the database some room for what is alive. */
    private static final Pace FILING = new Pace(4, 100, 2);

    @Bean
    Declarables consumerTopology(ConsumersProperties settings) {
        List<Declarable> all = new ArrayList<>();
        settings.consumers()
                .forEach((name, consumer) -> all.addAll(
                        TopologyDeclarations.consumer(consumer.queues(name), consumer.exchange(), consumer.keys())
                                .getDeclarables()));
        return new Declarables(all);
    }

    /** Before the first connection, at which they would be declared. */
    @Bean
    SmartInitializingSingleton declaredTopology(
            TopologyProperties topology, ConsumersProperties settings, ObjectProvider<Declarables> declared) {
        Set<String> sources = settings.consumers().values().stream()
                .map(ConsumerProperties::exchange)
                .collect(Collectors.toSet());
        return () -> declared.forEach(some -> some.getDeclarablesByType(AbstractDeclarable.class)
                .forEach(it -> it.setShouldDeclare(topology.declares(it, sources))));
    }

    @Bean
    ControlTable consumerControlTable(JdbcClient jdbc) {
        return new ControlTable(jdbc);
    }

    @Bean
    ReplicaTable consumerReplicaTable(JdbcClient jdbc) {
        return new ReplicaTable(jdbc);
    }

    @Bean
    ConsumerControl consumerControl(
            ConsumersProperties settings, ControlTable table, RateLimiters limiters, OperatorLog log) {
        return new ConsumerControl(settings, table, limiters, log);
    }

    @Bean
    ConsumerReports consumerReports(
            ConsumersProperties settings,
            ControlTable control,
            ReplicaTable replicas,
            DeadLetters deadLetters,
            AmqpAdmin broker) {
        return new ConsumerReports(settings, control, replicas, deadLetters, broker);
    }

    @Bean
    QueueGauges queueGauges(ConsumersProperties settings, ConsumerReports reports, Clock clock) {
        return new QueueGauges(settings.consumers(), reports, clock);
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
            DeadLetterKeeper keeper,
            ControlTable control,
            ReplicaTable replicas,
            SimpleAsyncTaskExecutorBuilder workers,
            MeterRegistry meters,
            DeadLetterMetrics deadLetters,
            Spans spans) {
        List<MessageHandler<?>> all = handlers.stream().toList();
        refuseHandlersOfNoConsumer(all, settings);
        List<ManagedConsumer> consumers = new ArrayList<>();
        List<QueueConsumer> deadLetterConsumers = new ArrayList<>();
        settings.consumers().forEach((name, consumer) -> {
            ConsumerQueues queues = consumer.queues(name);
            List<MessageHandler<?>> mine =
                    all.stream().filter(it -> it.consumer().equals(name)).toList();
            Handlers known = new Handlers(name, mine);
            CurrentLimit limit = new CurrentLimit(consumer.limitPerSecond());
            consumers.add(new ManagedConsumer(
                    new QueueConsumer(
                            name,
                            queues.work(),
                            new Pace(consumer.concurrency(), consumer.prefetch(), consumer.everyLaneOneIn()),
                            connections,
                            () -> limit.isSet() ? limiters.perSecond(name, limit) : RateLimiter.unlimited(),
                            new MessageProcessor(queues, known, codec, inbox, failures),
                            workers.threadNamePrefix(name + "-").build(),
                            new ConsumerMetrics(meters, name),
                            spans),
                    limit));
            deadLetterConsumers.add(new QueueConsumer(
                    queues.deadLetters(),
                    List.of(queues.deadLetters()),
                    FILING,
                    connections,
                    RateLimiter::unlimited,
                    new DeadLetterProcessor(queues, known, codec, inbox, keeper),
                    workers.threadNamePrefix(queues.deadLetters() + "-").build(),
                    ConsumerMetrics.none(),
                    spans));
            deadLetters.expect(name);
        });
        return new QueueConsumers(consumers, deadLetterConsumers, control, replicas);
    }

    private static void refuseHandlersOfNoConsumer(List<MessageHandler<?>> handlers, ConsumersProperties settings) {
        Set<String> named = new TreeSet<>();
        handlers.forEach(it -> named.add(it.consumer()));
        named.removeAll(settings.consumers().keySet());
        if (!named.isEmpty()) {
            throw new IllegalStateException("handlers name consumers that orderflow.consumers does not have: " + named);
        }
    }
}
