package io.orderflow.messaging;

import io.orderflow.infrastructure.SharedInfrastructure;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
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

    /** Bound from the start: a quorum queue younger than half a second does not survive the kill of its broker. */
    @Bean
    Declarables elsewhere() {
        Queue queue = QueueBuilder.durable("elsewhere-here").quorum().build();
        TopicExchange exchange = new TopicExchange("elsewhere");
        return new Declarables(
                exchange, queue, BindingBuilder.bind(queue).to(exchange).with("here"));
    }
}
