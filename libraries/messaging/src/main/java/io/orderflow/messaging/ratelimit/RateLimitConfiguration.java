package io.orderflow.messaging.ratelimit;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures the rate limits, which are stored in the service's own database. */
@Configuration(proxyBeanMethods = false)
public class RateLimitConfiguration {

    @Bean
    RateLimiters rateLimiters(JdbcClient jdbc, DataSource dataSource) {
        return new RateLimiters(jdbc, dataSource);
    }
}
