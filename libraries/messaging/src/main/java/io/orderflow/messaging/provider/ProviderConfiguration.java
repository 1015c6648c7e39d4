package io.orderflow.messaging.provider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures the circuit breakers of the providers. */
@Configuration(proxyBeanMethods = false)
public class ProviderConfiguration {

    @Bean
    ProviderBreakers providerBreakers(JdbcClient jdbc) {
        return new ProviderBreakers(jdbc);
    }
}
