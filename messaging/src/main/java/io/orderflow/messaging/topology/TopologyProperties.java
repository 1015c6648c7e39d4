package io.orderflow.messaging.topology;

import java.util.Set;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is declared at the broker when a connection is made. Whoever may declare a queue may delete it, too, so what a
 * broker has from the beginning is better left to it.
 */
@ConfigurationProperties("orderflow.topology")
public record TopologyProperties(@DefaultValue("ALL") Declare declare) {

    public enum Declare {
        /** All that is used. */
        ALL,
        /** The consumers' queues, and not the exchanges that their messages come from. */
        OWN,
        /** Nothing; the broker has it all. */
        NOTHING
    }

    /** @param sources the exchanges that messages come from */
    public boolean declares(Declarable it, Set<String> sources) {
        return switch (declare) {
            case ALL -> true;
            case OWN -> !(it instanceof Exchange exchange && sources.contains(exchange.getName()));
            case NOTHING -> false;
        };
    }
}
