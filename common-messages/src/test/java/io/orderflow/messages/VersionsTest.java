package io.orderflow.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fails if a version of a message is changed or removed. */
class VersionsTest {

    private final JsonMapper json = JsonMapper.builder().build();

    static Stream<String> types() {
        return Arrays.stream(Message.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyVersionHasAGoldenFile(String type) {
        List<Integer> versions = GoldenFiles.all().stream()
                .filter(it -> GoldenFiles.type(it).equals(type))
                .map(GoldenFiles::version)
                .distinct()
                .sorted()
                .toList();

        assertThat(versions)
                .as("versions of %s with a golden file", type)
                .isNotEmpty()
                .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
        ObjectNode newer = (ObjectNode) json.readTree(GoldenFiles.read("%s.v%d".formatted(type, versions.size())));
        int next = versions.size() + 1;
        newer.put("version", next);
        assertThatThrownBy(() -> json.treeToValue(newer, Message.class))
                .as("%s reads a version %d of which there is no golden file", type, next)
                .hasMessageContaining("version %d is not known", next);
    }

    /** The list has the format of {@code sha256sum golden/*.json}. Add lines for new files, and never change a line. */
    @Test
    void goldenFilesNeverChange() throws IOException {
        List<String> kept = Files.readAllLines(GoldenFiles.FOLDER.resolve("SHA256SUMS"));

        assertThat(GoldenFiles.all().stream().map(VersionsTest::line))
                .as("a golden file is never changed or removed: a new form gets a file and a line of its own")
                .containsExactlyInAnyOrderElementsOf(kept);
    }

    private static String line(String file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Files.readAllBytes(GoldenFiles.FOLDER.resolve(file + ".json")));
            return "%s  %s.json".formatted(HexFormat.of().formatHex(hash), file);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
