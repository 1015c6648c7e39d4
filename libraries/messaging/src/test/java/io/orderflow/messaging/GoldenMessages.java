package io.orderflow.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the golden files of the contract: one message of every type and version. */
public final class GoldenMessages {

    private static final Path FOLDER = Path.of("../../common-messages/src/test/resources/golden");

    private GoldenMessages() {}

    /** @return the messages, always in the same order */
    public static List<String> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(it -> it.toString().endsWith(".json"))
                    .sorted()
                    .map(GoldenMessages::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
