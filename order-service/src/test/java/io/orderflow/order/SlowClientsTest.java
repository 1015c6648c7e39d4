package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that keep connections open and never complete a request. */
@Tag("slow")
@OrderServiceTest
class SlowClientsTest {

    private static final String HALF_A_HEADER = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String NO_BODY_YET =
            "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

    private final List<Socket> slow = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();

    @LocalServerPort
    private int port;

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        OrdersQueue.declare(admin, "orders-beside-slow-clients");
    }

    @AfterEach
    void hangUp() throws Exception {
        dripping.shutdownNow();
        dripping.awaitTermination(10, TimeUnit.SECONDS);
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void fiveHundredOfThemDoNotDelayOtherClients() throws Exception {
        for (int i = 0; i < 250; i++) {
            begin(HALF_A_HEADER);
            begin(NO_BODY_YET);
        }
        AtomicInteger rounds = new AtomicInteger();
        dripping.scheduleAtFixedRate(
                () -> {
                    slow.forEach(socket -> send(socket, " "));
                    rounds.incrementAndGet();
                },
                0,
                500,
                TimeUnit.MILLISECONDS);

        // Longer than a silent client may stay connected.
        await().atMost(Duration.ofSeconds(30)).until(() -> rounds.get() > 12);
        for (int i = 0; i < 20; i++) {
            assertThat(placeAnOrder()).isEqualTo(201);
        }
        assertThat(slow).allSatisfy(socket -> assertThat(isOpen(socket)).isTrue());
    }

    @Test
    void areDisconnectedWhenTheyStaySilent() throws Exception {
        Socket header = begin(HALF_A_HEADER);
        Socket body = begin(NO_BODY_YET);

        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(header) && !isOpen(body));
    }

    private int placeAnOrder() throws IOException, InterruptedException {
        HttpRequest order = OrderRequest.of(port, "ada@example.org", Duration.ofSeconds(10));
        return http.send(order, BodyHandlers.discarding()).statusCode();
    }

    private Socket begin(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(1);
        slow.add(socket);
        send(socket, request);
        return socket;
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException("the service hung up", e);
        }
    }

    private static boolean isOpen(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // Read the answer that the server sends before it closes the connection.
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
