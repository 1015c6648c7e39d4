package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {

    private static final int LARGEST = 10_000;

    @TempDir
    Path folder;

    @Test
    void keepsTheLogOfARunningProcessSmall() throws Exception {
        Path log = folder.resolve("order-service.log");
        Process service = new ProcessBuilder("sh", "-c", "while read line; do echo $line; done")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        LogRotation.start(List.of(folder, folder.resolve("none")), LARGEST);
        try {
            write(service, "first", 2 * LARGEST);
            await().untilAsserted(() ->
                    assertThat(copy(log)).content().startsWith("first").hasSizeGreaterThan(LARGEST));

            write(service, "second", 1);
            await().untilAsserted(
                            () -> assertThat(log).content().endsWith("second\n").hasSizeLessThan(2 * LARGEST));
        } finally {
            service.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void readsALogFromItsStartAfterARotation() throws IOException {
        Path log = folder.resolve("order-service.log");
        Files.writeString(log, "one\n".repeat(100));
        LogReader reader = new LogReader(List.of(log));
        assertThat(reader.news(log)).endsWith("one\n");

        Files.writeString(log, "two\n");

        assertThat(reader.news(log)).isEqualTo("two\n");
    }

    private static void write(Process service, String word, int bytes) throws IOException {
        service.getOutputStream()
                .write((word + "\n").repeat(1 + bytes / word.length()).getBytes());
        service.getOutputStream().flush();
    }

    private static Path copy(Path log) {
        return log.resolveSibling(log.getFileName() + LogRotation.COPY);
    }
}
