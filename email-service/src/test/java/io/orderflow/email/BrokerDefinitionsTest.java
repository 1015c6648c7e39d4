package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.topology.BrokerDefinitions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class BrokerDefinitionsTest {

    /** A broker that starts with this file keeps messages for this service even before the service has run. */
    @Test
    void declaresOnlyWhatIsInTheBrokersDefinitions(@Autowired Map<String, Declarables> declared) {
        declared.remove("resultsQueue"); // the tests' own

        assertThat(BrokerDefinitions.of(declared.values()).missingFrom(Path.of("../deploy/rabbitmq/definitions.json")))
                .isEmpty();
    }
}
