package io.orderflow.messaging.alert;

import io.orderflow.messaging.consumer.MessagingProperties;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends alerts to the log and to a webhook. Needs no other system. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
public class AlertConfiguration {

    @Bean
    AlertSource serviceConditions(
            Environment environment,
            MessagingProperties consumers,
            AlertProperties settings,
            DeadLetters deadLetters,
            Watchdog watchdog) {
        return new ServiceConditions(
                environment.getProperty("spring.application.name", "this service"),
                consumers.consumers().keySet(),
                settings,
                deadLetters::reasonsOfNew,
                deadLetters::expiring,
                watchdog);
    }

    @Bean
    AlertNotifier logNotifier() {
        return new LogNotifier();
    }

    @Bean
    @ConditionalOnProperty("orderflow.alerts.webhook")
    AlertNotifier webhookNotifier(AlertProperties settings) {
        return new WebhookNotifier(Objects.requireNonNull(settings.webhook()));
    }

    @Bean
    Alerts alerts(
            ObjectProvider<AlertSource> sources,
            JdbcClient jdbc,
            ObjectProvider<AlertNotifier> notifiers,
            Clock clock) {
        return new Alerts(
                sources.orderedStream().toList(),
                new AlertRepository(jdbc),
                notifiers.orderedStream().toList(),
                clock);
    }
}
