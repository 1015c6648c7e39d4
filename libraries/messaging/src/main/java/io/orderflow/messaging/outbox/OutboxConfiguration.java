package io.orderflow.messaging.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.topology.Subscriptions;
import io.orderflow.messaging.tracing.Tracing;
import io.orderflow.messaging.watchdog.Watchdog;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the outbox, its relay and the delayed jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxConfiguration {

    private final WakeUpSignal wakeUp = new WakeUpSignal();

    @Bean
    OutboxRepository outboxRepository(JdbcClient jdbc) {
        return new OutboxRepository(jdbc);
    }

    @Bean
    Outbox outbox(OutboxRepository repository, MessageCodec codec) {
        return new Outbox(repository, codec, wakeUp);
    }

    @Bean
    DelayedJobs delayedJobs(JdbcClient jdbc, Outbox outbox) {
        return new DelayedJobs(jdbc, outbox);
    }

    @Bean
    StoredTimes storedTimes(
            OutboxRepository repository,
            DelayedJobs jobs,
            PlatformTransactionManager transactions,
            OutboxProperties settings) {
        return new StoredTimes(repository, jobs, new TransactionTemplate(transactions), settings.maxBackoff());
    }

    @Bean
    OutboxMetrics outboxMetrics(OutboxRepository repository, MeterRegistry meters) {
        return new OutboxMetrics(repository, meters);
    }

    @Bean
    @Scope("prototype")
    RelayWorker relayWorker(
            OutboxRepository repository,
            DelayedJobs jobs,
            ConnectionFactory connections,
            PlatformTransactionManager transactions,
            OutboxProperties settings,
            OutboxMetrics metrics,
            Subscriptions subscriptions,
            Tracing tracing) {
        return new RelayWorker(
                repository,
                jobs,
                new ConfirmingPublisher(connections, settings.confirmTimeout(), tracing),
                subscriptions,
                new TransactionTemplate(transactions),
                settings,
                metrics);
    }

    /** The relay gets two workers, each with its own channel. */
    @Bean
    OutboxRelay outboxRelay(RelayWorker worker, RelayWorker helper, OutboxProperties settings, Watchdog watchdog) {
        return new OutboxRelay(worker, helper, wakeUp, settings, watchdog);
    }
}
