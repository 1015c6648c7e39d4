package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerProcessTest {

    @Test
    void recordsWhenEachMailArrives(@TempDir Path folder) throws Exception {
        try (MailServerProcess server = MailServerProcess.start(folder.resolve("mail.log"))) {
            MailClient client = new MailClient(server.port());
            Instant before = Instant.now();
            client.send("ann@example.org", "first", "text", "html");
            client.send("bob@example.org", "second", "text", "html");

            assertThat(server.arrivals())
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it.at()).isBetween(before, Instant.now()));
            assertThat(server.arrivals().get(1).nanos())
                    .isGreaterThan(server.arrivals().get(0).nanos());
        }
    }
}
