package io.orderflow.messaging.provider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of the systems outside that consumers have their effects at. */
@Configuration(proxyBeanMethods = false)
public class ProviderConfiguration {

    @Bean
    ProviderBreakers providerBreakers(JdbcClient jdbc) {
        return new ProviderBreakers(jdbc);
    }
}
