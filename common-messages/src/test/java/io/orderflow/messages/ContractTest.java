package io.orderflow.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The golden files show the messages that services publish. Every release must read them while any of them may be in a queue. */
class ContractTest {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<String> goldenFiles() {
        return GoldenFiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void matchesTheGoldenFile(String file) {
        String golden = GoldenFiles.read(file);

        Message read = json.readValue(golden, Message.class);

        assertThat(GoldenFiles.form(file)).isEqualTo(read.type() + ".v" + read.version());
        assertThat(json.<JsonNode>valueToTree(read)).isEqualTo(json.readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void goldenFilesMatchTheirSchema(String file) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(GoldenFiles.schema(file), InputFormat.JSON);

        assertThat(schema.validate(GoldenFiles.read(file), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void requiresEveryFieldThatTheSchemaRequires(String file) {
        for (JsonNode required : json.readTree(GoldenFiles.schema(file)).get("required")) {
            String field = required.asString();
            ObjectNode without = tree(file);
            without.remove(field);

            assertThatThrownBy(() -> json.treeToValue(without, Message.class))
                    .as("%s without %s", file, field)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    /** A newer release may add fields without a new version. */
    @ParameterizedTest
    @MethodSource("goldenFiles")
    void ignoresFieldsThatItDoesNotKnow(String file) {
        ObjectNode newer = tree(file);
        addFields(newer);

        assertThat(json.treeToValue(newer, Message.class))
                .isEqualTo(json.readValue(GoldenFiles.read(file), Message.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1234567890123456789012345678901"})
    void refusesAmountsThatExceedMemory(String amount) {
        for (String file : new String[] {
            "order.placed.v1", "payment.requested.v1", "email.payment-reminder.v2", "email.payment-failed.v1"
        }) {
            String huge = GoldenFiles.read(file).replace("59.70", amount);

            assertThatThrownBy(() -> json.readValue(huge, Message.class)).hasMessageContaining("more than 30 digits");
        }
        String hugePrice = GoldenFiles.read("order.placed.v1").replace("19.90", amount);
        assertThatThrownBy(() -> json.readValue(hugePrice, Message.class)).hasMessageContaining("more than 30 digits");
    }

    /** Only a service may publish to its own exchanges, so the keys there need no rights. */
    @ParameterizedTest
    @MethodSource("types")
    void onlyTheSenderHasTheRightToPublish(Class<? extends Message> type) {
        String key = GoldenFiles.all().stream()
                .map(it -> json.readValue(GoldenFiles.read(it), Message.class))
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow()
                .type();
        List<String> users = json.readTree(Path.of("../deploy/rabbitmq/users.json"))
                .get("topic_permissions")
                .valueStream()
                .filter(it -> Stream.of(key, key + ".vip", key + ".regular", key + ".bulk")
                        .anyMatch(any -> any.matches(it.get("write").asString())))
                .map(it -> it.get("user").asString())
                .toList();

        String sender = type.getAnnotation(SentBy.class).value();
        assertThat(users).isEqualTo(type == PasswordReset.class ? List.of() : List.of(sender));
    }

    static Stream<Class<?>> types() {
        return Arrays.stream(Message.class.getPermittedSubclasses());
    }

    private static void addFields(JsonNode node) {
        node.valueStream().forEach(ContractTest::addFields);
        if (node instanceof ObjectNode object) {
            object.put("since", "a later release");
            object.putObject("details").put("more", 1);
        }
    }

    private ObjectNode tree(String file) {
        return (ObjectNode) json.readTree(GoldenFiles.read(file));
    }
}
