package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void namesTheTakenPortItsUseAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Integer> ports = Map.of("order-service", taken.getLocalPort(), "PostgreSQL", FreePorts.one());

            assertThatThrownBy(() -> PortCheck.demandFree(ports, "Move them."))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort() + ", which order-service needs, is taken")
                    .hasMessageEndingWith("\nMove them.")
                    .hasMessageNotContaining("PostgreSQL");
        }
    }

    @Test
    void acceptsFreePorts() {
        assertThatCode(() -> PortCheck.demandFree(Ports.free().byUse(true), "Move them."))
                .doesNotThrowAnyException();
    }
}
