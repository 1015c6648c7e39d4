package io.orderflow.more;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    /** Readers copy the code from the README. */
    @Test
    void showsTheHandlerAsItIs() throws IOException {
        String handler = Files.readString(Path.of("src/main/java/io/orderflow/more/sms/SmsHandler.java"));

        assertThat(Files.readString(Path.of("../../README.md")))
                .contains(handler.substring(handler.indexOf("@Component")));
    }
}
