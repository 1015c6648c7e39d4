package io.orderflow.messages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden messages, such as {@code order.placed.v1}. {@code payment.failed.v1+request} also has an optional field. */
final class GoldenFiles {

    static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFiles() {}

    /** The names of the files without {@code .json}, sorted. */
    static List<String> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".json"))
                    .map(it -> it.replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Type and version, such as {@code payment.failed.v1}, which is also the name of the schema. */
    static String form(String name) {
        return name.replaceFirst("\\+.*", "");
    }

    static String type(String name) {
        return form(name).replaceFirst("\\.v\\d+$", "");
    }

    static int version(String name) {
        return Integer.parseInt(form(name).replaceFirst(".*\\.v", ""));
    }

    static String read(String name) {
        return resource("/golden/%s.json".formatted(name));
    }

    static String schema(String name) {
        return resource("/schemas/%s.json".formatted(form(name)));
    }

    private static String resource(String path) {
        try (InputStream in = GoldenFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError(path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
