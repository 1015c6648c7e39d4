package io.orderflow.messaging;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.orderflow.infrastructure.SharedInfrastructure;
import io.orderflow.messaging.outbox.Outbox;
import java.util.Map;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A service with nothing but this module: a consumer, "demo", whose handler does what a message tells it to, and a slow one,
 * "paced", that notes what it handles.
 */
@SpringBootApplication
public class TestApplication {

    /** As the owner, because tests make a table of their own, and vacuum the others. */
    @Bean
    DynamicPropertyRegistrar infrastructure() {
        Map<String, String> properties = SharedInfrastructure.springProperties("messaging");
        properties.put("spring.datasource.username", properties.get("spring.flyway.user"));
        properties.put("spring.datasource.password", properties.get("spring.flyway.password"));
        return registry -> properties.forEach((name, value) -> registry.add(name, () -> value));
    }

    @Bean
    ScriptedHandler handler() {
        return new ScriptedHandler();
    }

    @Bean
    ScriptedMessages messages(RabbitTemplate rabbit, MessageCodec codec) {
        return new ScriptedMessages(rabbit, codec);
    }

    @Bean
    ConfirmedMessages confirmedMessages(Outbox outbox, TransactionTemplate transaction) {
        return new ConfirmedMessages(outbox, transaction);
    }

    @Bean
    LeakyHandler leakyHandler() {
        return new LeakyHandler();
    }

    @Bean
    EffectScript effectScript() {
        return new EffectScript();
    }

    /** Whoever looks at it clears it first: all tests leave their spans here. */
    @Bean
    InMemorySpanExporter spanExporter() {
        return InMemorySpanExporter.create();
    }

    @Bean
    PacedHandler pacedHandler() {
        return new PacedHandler();
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
