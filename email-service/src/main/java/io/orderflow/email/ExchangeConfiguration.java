package io.orderflow.email;

import io.orderflow.messaging.topology.TopologyDeclarations;
import org.springframework.amqp.core.Declarables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExchangeConfiguration {

    @Bean
    Declarables resultsExchange() {
        return TopologyDeclarations.exchange(Mailer.RESULTS);
    }
}
