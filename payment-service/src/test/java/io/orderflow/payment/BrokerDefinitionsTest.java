package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.topology.BrokerDefinitions;
import io.orderflow.messaging.topology.Subscriber;
import io.orderflow.messaging.topology.TopologyProperties;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class BrokerDefinitionsTest {

    private static final Path DEFINITIONS = Path.of("../deploy/rabbitmq/definitions.json");

    /** A broker that starts with this file keeps messages for this service even before the service has run. */
    @Test
    void declaresOnlyWhatIsInTheBrokersDefinitions(@Autowired List<Declarables> declared) {
        assertThat(BrokerDefinitions.of(declared).missingFrom(DEFINITIONS)).isEmpty();
    }

    /** The relay makes sure of these bindings. */
    @Test
    void namesAllSubscribersOfItsExchange(@Autowired TopologyProperties topology) {
        List<Declarables> named =
                topology.subscribers().stream().map(Subscriber::bindings).toList();

        assertThat(BrokerDefinitions.of(named).bindings())
                .isNotEmpty()
                .isEqualTo(BrokerDefinitions.in(DEFINITIONS).bindingsOf("order.results"));
    }
}
