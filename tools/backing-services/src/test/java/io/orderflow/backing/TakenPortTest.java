package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Only for the native broker, because a Docker engine refuses a taken port itself. */
@Tag("slow")
@DisabledIf("io.orderflow.backing.DockerEngine#isUsable")
class TakenPortTest {

    @TempDir
    Path folder;

    @Test
    void reportsThePortsThatMayBeTaken() throws IOException {
        try (ServerSocket taken = taken()) {
            BrokerSettings settings =
                    BrokerSettings.in(folder.resolve("broker")).managementPort(taken.getLocalPort());

            assertThatThrownBy(() -> Broker.start(settings))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
        assertThat(Processes.marked(ProcessTag.of(folder.resolve("broker")))).isEmpty();
    }

    @Test
    void retriesOnceIfAnotherProcessTookThePort() throws IOException {
        ServerSocket taken = taken();
        Path log = folder.resolve("broker/console.log");
        CompletableFuture<Boolean> released = CompletableFuture.supplyAsync(() -> Poll.until(
                        Duration.ofMinutes(1),
                        () -> PrivateFiles.read(log).orElse("").contains("eaddrinuse")))
                .whenComplete((seen, failure) -> close(taken));

        try (Broker broker =
                Broker.start(BrokerSettings.in(folder.resolve("broker")).port(taken.getLocalPort()))) {
            assertThat(released.join()).isTrue();
            assertThat(broker.version()).isNotBlank();
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(FreePorts.one(), 1, InetAddress.getLoopbackAddress());
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
