package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.topology.BrokerDefinitions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class BrokerDefinitionsTest {

    /** A broker that starts with this file keeps messages for this service even before the service has run. */
    @Test
    void declaresOnlyWhatIsInTheBrokersDefinitions(@Autowired List<Declarables> declared) {
        assertThat(BrokerDefinitions.of(declared).missingFrom(Path.of("../deploy/rabbitmq/definitions.json")))
                .isEmpty();
    }
}
