package io.orderflow.messaging.topology;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A consumer that must get the messages of this service. The settings are those of the consumer itself.
 *
 * @param consumer the name of the consumer, which its queues begin with
 * @param exchange the exchange that this service publishes to
 * @param keys the routing keys that the consumer binds
 * @param lanes whether each priority has its own queue
 */
public record Subscriber(
        @NotBlank String consumer,
        @NotBlank String exchange,
        @NotEmpty List<@NotBlank String> keys,
        @DefaultValue("true") boolean lanes) {

    /** The bindings of the consumer's queues to the exchange. */
    public Declarables bindings() {
        return new Declarables(
                TopologyDeclarations.consumer(new ConsumerQueues(consumer, lanes, List.of()), exchange, keys)
                        .getDeclarablesByType(Binding.class)
                        .stream()
                        .filter(it -> exchange.equals(it.getExchange()))
                        .toList());
    }
}
