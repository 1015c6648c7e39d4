package io.orderflow.messaging.provider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The state of the systems outside at which consumers have their effects. */
@Configuration(proxyBeanMethods = false)
public class ProviderConfiguration {

    @Bean
    ProviderBreakers providerBreakers(JdbcClient jdbc) {
        return new ProviderBreakers(jdbc);
    }
}
