package io.orderflow.messaging;

import io.orderflow.infrastructure.SharedInfrastructure;
import io.orderflow.messaging.topology.TopologyDeclarations;
import org.springframework.amqp.core.Declarables;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A service with nothing but this module: one consumer, "demo", and a handler that does what a message tells it to. */
@SpringBootApplication
public class TestApplication {

    @Bean
    DynamicPropertyRegistrar infrastructure() {
        return registry -> SharedInfrastructure.springProperties("messaging")
                .forEach((name, value) -> registry.add(name, () -> value));
    }

    @Bean
    ScriptedHandler handler() {
        return new ScriptedHandler();
    }

    @Bean
    Declarables elsewhere() {
        return TopologyDeclarations.exchange("elsewhere");
    }
}
