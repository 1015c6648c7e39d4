package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlServerTest {

    private final List<String> asked = new ArrayList<>();
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

    private HttpResponse<String> post(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/stop/email-service"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
