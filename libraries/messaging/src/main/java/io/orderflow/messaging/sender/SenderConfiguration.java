package io.orderflow.messaging.sender;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the check of senders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SenderProperties.class)
public class SenderConfiguration {

    @Bean
    Senders senders(ConnectionFactory connections, SenderProperties settings) {
        return new Senders(connections.getUsername(), settings.required());
    }
}
