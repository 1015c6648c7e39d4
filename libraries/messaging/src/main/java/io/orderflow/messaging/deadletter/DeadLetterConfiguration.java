package io.orderflow.messaging.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.retention.Retained;
import io.orderflow.messaging.sender.Senders;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the handling of failures and dead letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeadLetterProperties.class)
public class DeadLetterConfiguration {

    @Bean
    DeadLetterMetrics deadLetterMetrics(MeterRegistry meters) {
        return new DeadLetterMetrics(meters);
    }

    @Bean
    FailureHandler failureHandler(
            Outbox outbox,
            DelayedJobs jobs,
            DeadLetterRepository repository,
            Senders senders,
            PlatformTransactionManager transactions,
            Clock clock,
            DeadLetterMetrics metrics) {
        return new FailureHandler(
                outbox, jobs, repository, senders, new TransactionTemplate(transactions), clock, metrics);
    }

    @Bean
    DeadLetterRepository deadLetterRepository(JdbcClient jdbc, JdbcOperations batches) {
        return new DeadLetterRepository(jdbc, batches);
    }

    @Bean
    DeadLetterArchiver deadLetterArchiver(
            DeadLetterRepository repository, Inbox inbox, Senders senders, Clock clock, DeadLetterMetrics metrics) {
        return new DeadLetterArchiver(repository, inbox, senders, clock, metrics);
    }

    @Bean
    DeadLetters deadLetters(
            DeadLetterRepository repository,
            Outbox outbox,
            PlatformTransactionManager transactions,
            DeadLetterMetrics metrics,
            DeadLetterProperties settings) {
        return new DeadLetters(repository, outbox, new TransactionTemplate(transactions), metrics, settings);
    }

    @Bean
    Retained retainedDeadLetters(DeadLetters deadLetters) {
        return Retained.of("dead_letter", deadLetters::forget);
    }
}
