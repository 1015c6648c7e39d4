package io.orderflow.backing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalHttpServerTest {

    private static final int WORKERS = 2;
    private static final Duration TAKES = Duration.ofSeconds(1);
    private static final int MORE_THAN_THE_BUFFERS_TAKE = 64 << 20;
    private static final String HALF = "GET / HTTP/1.1\r\nHost: a";

    private final List<Socket> clients = new ArrayList<>();
    private HttpServer server;

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.stop(0);
    }

    @Test
    void answersAfterHalfRequests() throws Exception {
        start(TAKES, exchange -> answer(exchange, 1));
        send(2 * WORKERS, HALF);

        assertThat(get()).isEqualTo(200);
    }

    @Test
    void answersAfterHalfBodies() throws Exception {
        start(TAKES, exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 1);
        });
        send(2 * WORKERS, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");

        assertThat(get()).isEqualTo(200);
    }

    @Test
    void answersAlthoughClientsReadNoAnswers() throws Exception {
        start(
                TAKES,
                exchange -> answer(
                        exchange, exchange.getRequestURI().getPath().equals("/long") ? MORE_THAN_THE_BUFFERS_TAKE : 1));
        send(2 * WORKERS, "GET /long HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(get()).isEqualTo(200);
    }

    @Test
    void answersAfterMoreRequestsThanItQueues() throws Exception {
        start(Duration.ofMillis(50), exchange -> answer(exchange, 1));
        send(300, HALF);

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> get() == 200);
    }

    @Test
    void givesMoreTimeToATrustedClient() throws Exception {
        start(Duration.ofMillis(300), exchange -> {
            LocalHttpServer.allow(Duration.ofSeconds(20));
            LockSupport.parkNanos(Duration.ofMillis(900).toNanos());
            answer(exchange, 1);
        });

        assertThat(get()).isEqualTo(200);
    }

    private void start(Duration takes, HttpHandler handler) throws IOException {
        server = LocalHttpServer.create(0, WORKERS, takes);
        server.createContext("/", handler);
        server.start();
    }

    private static void answer(HttpExchange exchange, int length) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(new byte[length]);
        exchange.close();
    }

    private void send(int count, String text) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), port());
            clients.add(client);
            client.getOutputStream().write(text.getBytes(US_ASCII));
        }
    }

    private int get() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port()))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
