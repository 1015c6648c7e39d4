package io.orderflow.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlServerTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ControlServer server = new ControlServer(path -> {
        asked.add(path);
        return "done";
    });

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void acceptsRequestsWithTheToken() throws Exception {
        assertThat(post(server.token()).body()).isEqualTo("done");
        assertThat(asked).containsExactly("/stop/email-service");
    }

    @Test
    void refusesRequestsWithoutTheToken() throws Exception {
        assertThat(post("guessed").statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void actsAfterHalfRequests() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write("POST /stop/email-service HTTP/1.1\r\n".getBytes(US_ASCII));

            assertThat(post(server.token()).body()).isEqualTo("done");
        }
    }

    private HttpResponse<String> post(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/stop/email-service"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
