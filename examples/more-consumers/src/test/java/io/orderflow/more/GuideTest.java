package io.orderflow.more;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuideTest {

    /** Readers copy the code from docs/extend.md. */
    @Test
    void showsTheHandlerAsItIs() throws IOException {
        String handler = Files.readString(Path.of("src/main/java/io/orderflow/more/sms/SmsHandler.java"));

        assertThat(Files.readString(Path.of("../../docs/extend.md")))
                .contains(handler.substring(handler.indexOf("@Component")));
    }
}
