package io.orderflow.messaging.inbox;

import io.orderflow.messaging.retention.Retained;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the inbox and how long it remembers messages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
public class InboxConfiguration {

    @Bean
    Inbox inbox(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Inbox(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Retained retainedInbox(Inbox inbox, InboxProperties settings) {
        return Retained.of("inbox", atMost -> inbox.forgetOlderThan(settings.keep(), atMost));
    }
}
