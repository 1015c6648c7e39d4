package io.orderflow.messaging.topology;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The broker's exchanges, queues and bindings.
 *
 * @param declare how much the service declares when a connection opens. A user that may declare a queue may also delete it, so a
 *     service should not declare what the broker's definitions contain.
 * @param management the addresses of RabbitMQ's management API, such as {@code http://rabbitmq:15672}; one for each node. If it is
 *     set, the service compares the broker's topology with its declarations, and publishes only while all subscribers are bound.
 * @param subscribers the consumers that must get the messages of this service
 * @param policies the names of policies that may apply to the service's queues and exchanges; any other raises an alert
 */
@Validated
@ConfigurationProperties("orderflow.topology")
public record TopologyProperties(
        @DefaultValue("ALL") Declare declare,
        @DefaultValue List<URI> management,
        @DefaultValue List<@Valid Subscriber> subscribers,
        @DefaultValue Set<String> policies) {

    public enum Declare {
        /** All exchanges, queues and bindings that the service uses. */
        ALL,
        /** The consumers' own queues and exchanges, but not the exchanges that publishers use. */
        OWN,
        /** Nothing, because the broker's definitions contain everything. */
        NOTHING
    }

    /** @param sources the exchanges from which messages come */
    public boolean declares(Declarable it, Set<String> sources) {
        return switch (declare) {
            case ALL -> true;
            case OWN -> !(it instanceof Exchange exchange && sources.contains(exchange.getName()));
            case NOTHING -> false;
        };
    }
}
