package io.orderflow.messaging;

import io.orderflow.messaging.alert.AlertConfiguration;
import io.orderflow.messaging.audit.AuditConfiguration;
import io.orderflow.messaging.consumer.ConsumerConfiguration;
import io.orderflow.messaging.database.PoolConfiguration;
import io.orderflow.messaging.deadletter.DeadLetterConfiguration;
import io.orderflow.messaging.effect.EffectConfiguration;
import io.orderflow.messaging.inbox.InboxConfiguration;
import io.orderflow.messaging.job.JobConfiguration;
import io.orderflow.messaging.outbox.OutboxConfiguration;
import io.orderflow.messaging.provider.ProviderConfiguration;
import io.orderflow.messaging.ratelimit.RateLimitConfiguration;
import io.orderflow.messaging.retention.RetentionConfiguration;
import io.orderflow.messaging.sender.SenderConfiguration;
import io.orderflow.messaging.status.StatusConfiguration;
import io.orderflow.messaging.topology.TopologyConfiguration;
import io.orderflow.messaging.watchdog.WatchdogConfiguration;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Gives a service its outbox, inbox, limits, queues and dead letters. The service needs a database and a broker. */
@AutoConfiguration(
        before = FlywayAutoConfiguration.class,
        after = RabbitAutoConfiguration.class,
        afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@Import({
    PoolConfiguration.class,
    AuditConfiguration.class,
    WatchdogConfiguration.class,
    TopologyConfiguration.class,
    OutboxConfiguration.class,
    SenderConfiguration.class,
    InboxConfiguration.class,
    RateLimitConfiguration.class,
    EffectConfiguration.class,
    ProviderConfiguration.class,
    DeadLetterConfiguration.class,
    JobConfiguration.class,
    ConsumerConfiguration.class,
    RetentionConfiguration.class,
    StatusConfiguration.class,
    AlertConfiguration.class
})
public class MessagingAutoConfiguration {

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec();
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Migrations run as the owner of the tables. This placeholder names the role that uses the tables, so that migrations can
     * grant it rights.
     */
    @Bean
    FlywayConfigurationCustomizer whoWorksWithTheTables(JdbcConnectionDetails database) {
        return flyway -> {
            Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
            placeholders.put("service", database.getUsername());
            flyway.placeholders(placeholders);
        };
    }

    /** The tables of this module have their own schema and their own migration history, beside those of the service. */
    @Bean
    FlywayMigrationStrategy messagingThenService() {
        return service -> {
            Flyway.configure(service.getConfiguration().getClassLoader())
                    .dataSource(service.getConfiguration().getDataSource())
                    .schemas("messaging")
                    .locations("classpath:db/messaging")
                    .placeholders(service.getConfiguration().getPlaceholders())
                    .load()
                    .migrate();
            service.migrate();
        };
    }
}
