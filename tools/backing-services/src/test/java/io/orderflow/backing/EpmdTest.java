package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Only for the native broker. */
@DisabledIf("io.orderflow.backing.DockerEngine#isUsable")
class EpmdTest {

    private static final int REGISTER = 120;
    private static final int HIDDEN_NODE = 72;

    @Test
    void endsEvenIfAnotherUserHasRegisteredANode(@TempDir Path home) throws Exception {
        RabbitInstallation.findOrDownload();
        int port = FreePorts.one();
        ProcessBuilder daemon = RabbitInstallation.portMapper("-daemon");
        daemon.environment().put("ERL_EPMD_PORT", Integer.toString(port));
        daemon.environment().put("ERL_EPMD_ADDRESS", "127.0.0.1");
        daemon.start().waitFor();
        assertThat(Poll.until(Duration.ofSeconds(5), () -> !FreePorts.isFree(port)))
                .isTrue();
        Epmd.remember(home, port);

        try (Socket foreign = new Socket(InetAddress.getLoopbackAddress(), port)) {
            register("foreign", foreign);

            Epmd.end(home);
        }

        assertThat(Poll.until(Duration.ofSeconds(5), () -> FreePorts.isFree(port)))
                .isTrue();
    }

    /** Sends ALIVE2_REQ. The node stays registered as long as the connection is open. */
    private static void register(String name, Socket epmd) throws IOException {
        DataOutputStream request = new DataOutputStream(epmd.getOutputStream());
        request.writeShort(13 + name.length());
        request.writeByte(REGISTER);
        request.writeShort(1);
        request.writeByte(HIDDEN_NODE);
        request.writeByte(0);
        request.writeShort(6);
        request.writeShort(5);
        request.writeShort(name.length());
        request.write(name.getBytes(StandardCharsets.US_ASCII));
        request.writeShort(0);
        request.flush();
        assertThat(epmd.getInputStream().read()).isPositive();
    }
}
