package io.orderflow.messaging.effect;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims on effects outside the service's database. */
@Configuration(proxyBeanMethods = false)
public class EffectConfiguration {

    @Bean
    EffectClaims effectClaims(JdbcClient jdbc) {
        return new EffectClaims(jdbc);
    }
}
