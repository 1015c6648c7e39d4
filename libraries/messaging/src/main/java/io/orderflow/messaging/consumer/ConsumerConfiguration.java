package io.orderflow.messaging.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.Provider;
import io.orderflow.messaging.audit.OperatorLog;
import io.orderflow.messaging.consumer.ManagedConsumer.CurrentLimit;
import io.orderflow.messaging.consumer.QueueConsumer.Pace;
import io.orderflow.messaging.deadletter.DeadLetterKeeper;
import io.orderflow.messaging.deadletter.DeadLetterMetrics;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.deadletter.FailureRecorder;
import io.orderflow.messaging.effect.EffectClaims;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.provider.ProviderBreaker;
import io.orderflow.messaging.provider.ProviderBreakers;
import io.orderflow.messaging.ratelimit.RateLimiter;
import io.orderflow.messaging.ratelimit.RateLimiters;
import io.orderflow.messaging.sender.Senders;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates one consumer for each entry under {@code orderflow.consumers} and the handlers that name it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConsumersProperties.class, TopologyProperties.class})
public class ConsumerConfiguration {

    /** Handles few dead letters at a time, so that thousands of them leave the database capacity for live messages. */
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

    /** Runs before the first connection, because a connection declares the topology. */
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
    ConsumerControl consumerControl(ConsumersProperties settings, ControlTable table, OperatorLog log) {
        return new ConsumerControl(settings, table, log);
    }

    @Bean
    ConsumerReports consumerReports(
            ConsumersProperties settings,
            ControlTable control,
            ReplicaTable replicas,
            DeadLetters deadLetters,
            ProviderBreakers providers,
            DelayedJobs jobs,
            AmqpAdmin broker) {
        return new ConsumerReports(settings, control, replicas, deadLetters, providers, jobs, broker);
    }

    @Bean
    QueueGauges queueGauges(ConsumersProperties settings, ConsumerReports reports, Clock clock) {
        return new QueueGauges(settings.consumers(), reports, clock);
    }

    /** The dependencies that all consumers of a service share. */
    private record Parts(
            ConnectionFactory connections,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            EffectClaims claims,
            FailureRecorder failures,
            DeadLetterKeeper keeper,
            RateLimiters limiters,
            ProviderBreakers providers,
            SimpleAsyncTaskExecutorBuilder workers,
            MeterRegistry meters,
            Spans spans,
            TransactionTemplate transaction) {}

    @Bean
    QueueConsumers queueConsumers(
            ConsumersProperties settings,
            ObjectProvider<MessageHandler<?>> handlers,
            ConnectionFactory connections,
            RateLimiters limiters,
            ProviderBreakers providers,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            EffectClaims claims,
            FailureRecorder failures,
            DeadLetterKeeper keeper,
            ControlTable control,
            ReplicaTable replicas,
            SimpleAsyncTaskExecutorBuilder workers,
            MeterRegistry meters,
            DeadLetterMetrics deadLetters,
            Spans spans,
            PlatformTransactionManager transactions) {
        Parts parts = new Parts(
                connections,
                codec,
                senders,
                inbox,
                claims,
                failures,
                keeper,
                limiters,
                providers,
                workers,
                meters,
                spans,
                new TransactionTemplate(transactions));
        List<MessageHandler<?>> all = handlers.stream().toList();
        refuseHandlersOfNoConsumer(all, settings);
        List<ManagedConsumer> consumers = new ArrayList<>();
        List<QueueConsumer> deadLetterConsumers = new ArrayList<>();
        settings.consumers().forEach((name, consumer) -> {
            List<MessageHandler<?>> mine =
                    all.stream().filter(it -> it.consumer().equals(name)).toList();
            Handlers known = new Handlers(name, mine);
            consumers.add(consumer(name, consumer, known, parts));
            deadLetterConsumers.add(deadLetterConsumer(consumer.queues(name), known, parts));
            deadLetters.expect(name);
        });
        return new QueueConsumers(consumers, deadLetterConsumers, control, replicas, providers);
    }

    private static ManagedConsumer consumer(String name, ConsumerProperties settings, Handlers handlers, Parts parts) {
        Provider provider = handlers.provider();
        refuseShortLease(name, settings, provider);
        ProviderBreaker breaker = provider == null ? null : parts.providers().of(name, provider);
        ConsumerMetrics metrics = new ConsumerMetrics(parts.meters(), name);
        EffectProcessor effects = provider == null
                ? null
                : new EffectProcessor(
                        name,
                        settings,
                        parts.claims(),
                        parts.inbox(),
                        parts.failures(),
                        breaker,
                        parts.transaction(),
                        metrics);
        ConsumerQueues queues = settings.queues(name);
        CurrentLimit limit = new CurrentLimit(settings.limitPerSecond());
        QueueConsumer consumer = new QueueConsumer(
                name,
                queues.work(),
                new Pace(settings.concurrency(), settings.prefetch(), settings.everyLaneOneIn()),
                parts.connections(),
                limit.isSet() ? parts.limiters().perSecond(name, limit) : RateLimiter.unlimited(),
                breaker,
                new MessageProcessor(
                        queues, handlers, parts.codec(), parts.senders(), parts.inbox(), parts.failures(), effects),
                parts.workers().threadNamePrefix(name + "-").build(),
                metrics,
                parts.spans());
        return new ManagedConsumer(consumer, limit, breaker);
    }

    private static QueueConsumer deadLetterConsumer(ConsumerQueues queues, Handlers handlers, Parts parts) {
        return new QueueConsumer(
                queues.deadLetters(),
                List.of(queues.deadLetters()),
                FILING,
                parts.connections(),
                RateLimiter.unlimited(),
                null,
                new DeadLetterProcessor(
                        queues, handlers, parts.codec(), parts.senders(), parts.inbox(), parts.keeper()),
                parts.workers().threadNamePrefix(queues.deadLetters() + "-").build(),
                ConsumerMetrics.none(),
                parts.spans());
    }

    private static void refuseShortLease(String name, ConsumerProperties settings, Provider provider) {
        if (provider != null && settings.lease().compareTo(provider.longestCall()) <= 0) {
            throw new IllegalStateException(
                    "orderflow.consumers.%s.lease is %s ms, but a call of %s may take %s ms. Set a longer lease, or shorter time-outs."
                            .formatted(
                                    name,
                                    settings.lease().toMillis(),
                                    provider.name(),
                                    provider.longestCall().toMillis()));
        }
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
