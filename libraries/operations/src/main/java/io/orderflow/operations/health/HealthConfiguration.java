package io.orderflow.operations.health;

import io.orderflow.messaging.watchdog.Watchdog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

    /** The health check calls it {@code workers}. */
    @Bean
    WorkersHealthIndicator workersHealthIndicator(Watchdog watchdog) {
        return new WorkersHealthIndicator(watchdog);
    }
}
