package io.orderflow.messaging.topology;

import java.util.Set;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the service declares when a connection opens. A user that may declare a queue may also delete it, so a service should
 * not declare what the broker's definitions contain.
 */
@ConfigurationProperties("orderflow.topology")
public record TopologyProperties(@DefaultValue("ALL") Declare declare) {

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
