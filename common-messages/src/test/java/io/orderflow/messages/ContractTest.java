package io.orderflow.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The golden files are what other services send today; they must be read as long as any of them may be in a queue. */
class ContractTest {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<String> types() {
        return Arrays.stream(Message.class.getAnnotation(JsonSubTypes.class).value())
                .map(it -> it.name() + ".v1");
    }

    /** The part after the plus says what optional field the file has besides. */
    static Stream<String> goldenFiles() {
        return Stream.concat(types(), Stream.of("payment.completed.v1+request", "payment.failed.v1+request"));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void isWhatTheGoldenFileShows(String file) throws IOException {
        String golden = resource("/golden/%s.json".formatted(file));

        Message read = json.readValue(golden, Message.class);

        assertThat(typeOf(file)).isEqualTo(read.type() + ".v" + read.version());
        assertThat(json.<JsonNode>valueToTree(read)).isEqualTo(json.readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void keepsItsSchema(String file) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/schemas/%s.json".formatted(typeOf(file))), InputFormat.JSON);

        assertThat(schema.validate(resource("/golden/%s.json".formatted(file)), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void needsEveryFieldThatTheSchemaRequires(String type) throws IOException {
        JsonNode golden = json.readTree(resource("/golden/%s.json".formatted(type)));
        JsonNode schema = json.readTree(resource("/schemas/%s.json".formatted(type)));
        for (JsonNode required : schema.get("required")) {
            String field = required.asString();
            ObjectNode without = ((ObjectNode) golden).deepCopy();
            without.remove(field);

            assertThatThrownBy(() -> json.treeToValue(without, Message.class))
                    .as("%s without %s", type, field)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private static String typeOf(String goldenFile) {
        return goldenFile.replaceFirst("\\+.*", "");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ContractTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
