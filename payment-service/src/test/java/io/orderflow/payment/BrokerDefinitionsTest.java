package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.topology.BrokerDefinitions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PaymentServiceTest
class BrokerDefinitionsTest {

    private static final TypeReference<List<Map<String, Object>>> ENTRIES = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();

    /** A broker that boots with that file keeps messages for this service even if it has never run. */
    @Test
    void declaresNothingThatIsNotInTheDefinitionsOfTheBroker(@Autowired List<Declarables> declared) {
        BrokerDefinitions needed = BrokerDefinitions.of(declared);
        JsonNode given = json.readTree(Path.of("../ops/rabbitmq/definitions.json"));

        assertThat(entries(given, "exchanges")).containsAll(needed.exchanges());
        assertThat(entries(given, "queues")).containsAll(needed.queues());
        assertThat(entries(given, "bindings")).containsAll(needed.bindings());
    }

    private List<Map<String, Object>> entries(JsonNode definitions, String kind) {
        return json.convertValue(definitions.get(kind), ENTRIES);
    }
}
