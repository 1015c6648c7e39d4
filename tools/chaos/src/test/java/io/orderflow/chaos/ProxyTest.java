package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

    private ServerSocket server;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = Proxy.to(server.getLocalPort());
        Thread echo = new Thread(this::echo);
        echo.setDaemon(true);
        echo.start();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    /** Serves one connection after the other; echoes until the client has sent everything. */
    private void echo() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // The connection was cut, or the test has ended.
            }
        }
    }

    @Test
    void deliversAllDataInBothDirections() throws IOException {
        byte[] much = new byte[1_000_000];
        much[much.length - 1] = 7;
        try (Socket client = connect()) {
            Thread sender = new Thread(() -> sendAll(client, much));
            sender.start();

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
        }
    }

    @Test
    void aCutResetsOpenAndNewConnectionsUntilHealed() throws IOException {
        try (Socket before = connect()) {
            assertThat(answer(before)).isEqualTo(1);

            proxy.cut();

            assertThatThrownBy(() -> answer(before)).isInstanceOf(IOException.class);
            try (Socket meanwhile = connect()) {
                assertThatThrownBy(() -> answer(meanwhile)).isInstanceOf(IOException.class);
            }
        }
        proxy.heal();
        try (Socket after = connect()) {
            assertThat(answer(after)).isEqualTo(1);
        }
    }

    @Test
    void aDelayAppliesToBothDirections() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofMillis(100));
            long sent = System.nanoTime();

            assertThat(answer(client)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void refusesConnectionsLikeAMachineWithoutTheServer() throws IOException {
        try (Socket before = connect()) {
            assertThat(answer(before)).isEqualTo(1);

            proxy.refuse();

            assertThatThrownBy(() -> answer(before)).isInstanceOf(IOException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.comeBack();
        try (Socket after = connect()) {
            assertThat(answer(after)).isEqualTo(1);
        }
    }

    @Test
    void acceptsConnectionsAndDropsDataWhileSilent() throws IOException {
        try (Socket meanwhile = connect()) {
            meanwhile.setSoTimeout(200);
            proxy.silence();

            assertThatThrownBy(() -> answer(meanwhile)).isInstanceOf(SocketTimeoutException.class);
            proxy.comeBack();
            assertThatThrownBy(() -> answer(meanwhile)).isInstanceOf(IOException.class);
        }
        try (Socket after = connect()) {
            assertThat(answer(after)).isEqualTo(1);
        }
    }

    @Test
    void aBlackHoleTakesTheOpenConnectionsAndTellsNeitherSide() throws IOException {
        Socket before = connect();
        before.setSoTimeout(200);
        assertThat(answer(before)).isEqualTo(1);

        proxy.openBlackHole();

        assertThatThrownBy(() -> answer(before)).isInstanceOf(SocketTimeoutException.class);
        before.close();
        // The server serves one connection after the other, so it would answer if it knew that the first has ended.
        try (Socket after = connect()) {
            after.setSoTimeout(200);
            assertThatThrownBy(() -> answer(after)).isInstanceOf(SocketTimeoutException.class);
        }
        proxy.refuse();
        proxy.comeBack();
        try (Socket after = connect()) {
            assertThat(answer(after)).isEqualTo(1);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static int answer(Socket client) throws IOException {
        client.getOutputStream().write(1);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new IOException("closed");
        }
        return answer;
    }

    private static void sendAll(Socket client, byte[] all) {
        try {
            client.getOutputStream().write(all);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
