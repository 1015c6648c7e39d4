package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.topology.BrokerDefinitions;
import io.orderflow.messaging.topology.Subscriber;
import io.orderflow.messaging.topology.TopologyProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class BrokerDefinitionsTest {

    private static final Path DEFINITIONS = Path.of("../deploy/rabbitmq/definitions.json");

    /** A broker that starts with this file keeps messages for this service even before the service has run. */
    @Test
    void declaresOnlyWhatIsInTheBrokersDefinitions(@Autowired Map<String, Declarables> declared) {
        declared.remove("resultsQueue"); // the tests' own

        assertThat(BrokerDefinitions.of(declared.values()).missingFrom(DEFINITIONS))
                .isEmpty();
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
