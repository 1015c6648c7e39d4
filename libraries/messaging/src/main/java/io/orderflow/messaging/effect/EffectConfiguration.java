package io.orderflow.messaging.effect;

import io.orderflow.messaging.retention.Retained;
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

    @Bean
    Retained retainedClaims(EffectClaims claims) {
        return Retained.of("effect_claim", claims::forgetEnded);
    }
}
