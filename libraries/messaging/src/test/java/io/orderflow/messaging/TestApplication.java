package io.orderflow.messaging;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.orderflow.backing.SharedBackingServices;
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
 * A service that contains only this module. Its consumer "demo" does what each message says, "paced" is slow and records what it
 * handles, and "outside" has effects at a scripted provider.
 */
@SpringBootApplication
public class TestApplication {

    /** Connects as the owner of the tables, because tests create a table and vacuum the others. */
    @Bean
    DynamicPropertyRegistrar infrastructure() {
        Map<String, String> properties = SharedBackingServices.springProperties("messaging");
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

    /** All tests share this exporter, so a test must clear it before it reads spans. */
    @Bean
    InMemorySpanExporter spanExporter() {
        return InMemorySpanExporter.create();
    }

    @Bean
    PacedHandler pacedHandler() {
        return new PacedHandler();
    }

    /** Declared at the start, because a quorum queue younger than half a second does not survive the kill of its broker. */
    @Bean
    Declarables elsewhere() {
        Queue queue = QueueBuilder.durable("elsewhere-here").quorum().build();
        TopicExchange exchange = new TopicExchange("elsewhere");
        return new Declarables(
                exchange, queue, BindingBuilder.bind(queue).to(exchange).with("here"));
    }
}
