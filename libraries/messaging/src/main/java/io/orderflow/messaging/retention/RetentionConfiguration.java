package io.orderflow.messaging.retention;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures the deletion of all that is {@link Retained}. A service may add beans of its own. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class RetentionConfiguration {

    @Bean
    Retention retention(ObjectProvider<Retained> retained, MeterRegistry meters) {
        return new Retention(retained.orderedStream().toList(), meters);
    }
}
