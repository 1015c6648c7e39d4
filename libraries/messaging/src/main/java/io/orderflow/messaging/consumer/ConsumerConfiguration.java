package io.orderflow.messaging.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.Provider;
import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.consumer.ConsumerLifecycle.CurrentLimit;
import io.orderflow.messaging.consumer.QueueConsumer.Pace;
import io.orderflow.messaging.deadletter.DeadLetterArchiver;
import io.orderflow.messaging.deadletter.DeadLetterMetrics;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.deadletter.FailureHandler;
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
import io.orderflow.messaging.tracing.Tracing;
import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
@EnableConfigurationProperties(MessagingProperties.class)
public class ConsumerConfiguration {

    /** Handles few dead letters at a time, so that thousands of them leave the database capacity for live messages. */
    private static final Pace FILING = new Pace(4, 100, 2);

    /** Longer than all time limits of the database that one delivery can meet. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(1);

    @Bean
    Declarables consumerTopology(MessagingProperties settings) {
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
            TopologyProperties topology, MessagingProperties settings, ObjectProvider<Declarables> declared) {
        Set<String> sources = settings.consumers().values().stream()
                .map(ConsumerProperties::exchange)
                .collect(Collectors.toSet());
        return () -> declared.forEach(some -> some.getDeclarablesByType(AbstractDeclarable.class)
                .forEach(it -> it.setShouldDeclare(topology.declares(it, sources))));
    }

    @Bean
    ControlRepository consumerControlTable(JdbcClient jdbc) {
        return new ControlRepository(jdbc);
    }

    @Bean
    ConsumerHeartbeatRepository consumerReplicaTable(JdbcClient jdbc) {
        return new ConsumerHeartbeatRepository(jdbc);
    }

    @Bean
    ConsumerControl consumerControl(MessagingProperties settings, ControlRepository repository, AuditLog log) {
        return new ConsumerControl(settings, repository, log);
    }

    @Bean
    ConsumerReports consumerReports(
            MessagingProperties settings,
            ControlRepository control,
            ConsumerHeartbeatRepository replicas,
            DeadLetters deadLetters,
            ProviderBreakers providers,
            DelayedJobs jobs,
            AmqpAdmin broker) {
        return new ConsumerReports(settings, control, replicas, deadLetters, providers, jobs, broker);
    }

    @Bean
    QueueGauges queueGauges(
            MessagingProperties settings, ConsumerReports reports, DeadLetters deadLetters, Clock clock) {
        return new QueueGauges(settings.consumers(), reports, deadLetters::expiring, clock);
    }

    /** The dependencies that all consumers of a service share. */
    private record Parts(
            ConnectionFactory connections,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            EffectClaims claims,
            FailureHandler failures,
            DeadLetterArchiver archiver,
            RateLimiters limiters,
            ProviderBreakers providers,
            SimpleAsyncTaskExecutorBuilder workers,
            MeterRegistry meters,
            Tracing tracing,
            TransactionTemplate transaction,
            Watchdog watchdog) {

        DeliveryProcessor watch(String consumer, Duration longest, DeliveryProcessor processor) {
            return new WatchedProcessor(consumer, longest, watchdog, processor);
        }
    }

    @Bean
    QueueConsumers queueConsumers(
            MessagingProperties settings,
            ObjectProvider<MessageHandler<?>> handlers,
            ConnectionFactory connections,
            RateLimiters limiters,
            ProviderBreakers providers,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            EffectClaims claims,
            FailureHandler failures,
            DeadLetterArchiver archiver,
            ControlRepository control,
            ConsumerHeartbeatRepository replicas,
            SimpleAsyncTaskExecutorBuilder workers,
            MeterRegistry meters,
            DeadLetterMetrics deadLetters,
            Tracing tracing,
            PlatformTransactionManager transactions,
            Watchdog watchdog) {
        Parts parts = new Parts(
                connections,
                codec,
                senders,
                inbox,
                claims,
                failures,
                archiver,
                limiters,
                providers,
                workers,
                meters,
                tracing,
                new TransactionTemplate(transactions),
                watchdog);
        List<MessageHandler<?>> all = handlers.stream().toList();
        refuseHandlersOfNoConsumer(all, settings);
        List<ConsumerLifecycle> consumers = new ArrayList<>();
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

    private static ConsumerLifecycle consumer(
            String name, ConsumerProperties settings, Handlers handlers, Parts parts) {
        @Nullable Provider provider = handlers.provider();
        refuseShortLease(name, settings, provider);
        @Nullable
        ProviderBreaker breaker = provider == null ? null : parts.providers().of(name, provider);
        ConsumerMetrics metrics = new ConsumerMetrics(parts.meters(), name);
        @Nullable
        EffectProcessor effects = breaker == null
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
                parts.watch(
                        name,
                        longestWork(provider),
                        new MessageProcessor(
                                queues,
                                handlers,
                                parts.codec(),
                                parts.senders(),
                                parts.inbox(),
                                parts.failures(),
                                effects)),
                parts.workers().threadNamePrefix(name + "-").build(),
                metrics,
                parts.tracing());
        return new ConsumerLifecycle(consumer, limit, breaker);
    }

    private static QueueConsumer deadLetterConsumer(ConsumerQueues queues, Handlers handlers, Parts parts) {
        return new QueueConsumer(
                queues.deadLetters(),
                List.of(queues.deadLetters()),
                FILING,
                parts.connections(),
                RateLimiter.unlimited(),
                null,
                parts.watch(
                        queues.deadLetters(),
                        LONGEST_WORK,
                        new DeadLetterProcessor(
                                queues, handlers, parts.codec(), parts.senders(), parts.inbox(), parts.archiver())),
                parts.workers().threadNamePrefix(queues.deadLetters() + "-").build(),
                ConsumerMetrics.none(),
                parts.tracing());
    }

    private static Duration longestWork(@Nullable Provider provider) {
        return provider == null
                ? LONGEST_WORK
                : LONGEST_WORK.plus(provider.longestCall()).plus(provider.longestAnswer());
    }

    private static void refuseShortLease(String name, ConsumerProperties settings, @Nullable Provider provider) {
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

    private static void refuseHandlersOfNoConsumer(List<MessageHandler<?>> handlers, MessagingProperties settings) {
        Set<String> named = new TreeSet<>();
        handlers.forEach(it -> named.add(it.consumer()));
        named.removeAll(settings.consumers().keySet());
        if (!named.isEmpty()) {
            throw new IllegalStateException("handlers name consumers that orderflow.consumers does not have: " + named);
        }
    }
}
