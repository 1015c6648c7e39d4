package io.orderflow.messaging.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.tracing.Spans;
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

    private final Nudge nudge = new Nudge();

    @Bean
    OutboxTable outboxTable(JdbcClient jdbc) {
        return new OutboxTable(jdbc);
    }

    @Bean
    Outbox outbox(OutboxTable table, MessageCodec codec) {
        return new Outbox(table, codec, nudge);
    }

    @Bean
    DelayedJobs delayedJobs(JdbcClient jdbc, Outbox outbox) {
        return new DelayedJobs(jdbc, outbox);
    }

    @Bean
    OutboxMetrics outboxMetrics(OutboxTable table, MeterRegistry meters) {
        return new OutboxMetrics(table, meters);
    }

    @Bean
    @Scope("prototype")
    RelayWorker relayWorker(
            OutboxTable table,
            DelayedJobs jobs,
            ConnectionFactory connections,
            PlatformTransactionManager transactions,
            OutboxProperties settings,
            OutboxMetrics metrics,
            Spans spans) {
        return new RelayWorker(
                table,
                jobs,
                new ConfirmingPublisher(connections, settings.confirmTimeout(), spans),
                new TransactionTemplate(transactions),
                settings,
                metrics);
    }

    /** The relay gets two workers, each with its own channel. */
    @Bean
    OutboxRelay outboxRelay(RelayWorker worker, RelayWorker helper, OutboxProperties settings) {
        return new OutboxRelay(worker, helper, nudge, settings);
    }
}
