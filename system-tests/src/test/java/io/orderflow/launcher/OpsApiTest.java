package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpsApiTest {

    private final List<Long> progress = new ArrayList<>();

    private HttpServer server;
    private int status = 200;
    private String answer;
    private String authorization;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ops/replay", exchange -> {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsOfTheProgressAndThenTheVerdict() {
        answer = """
                {"replayed":2000}
                {"replayed":4000}
                {"orders":4321,"different":[],"differences":0}
                """;

        JsonNode verdict = replay(Optional.empty());

        assertThat(progress).containsExactly(2000L, 4000L);
        assertThat(verdict.path("orders").asInt()).isEqualTo(4321);
        assertThat(authorization).isNull();
    }

    @Test
    void takesAnAnswerWithoutAVerdictForNone() {
        answer = "{\"replayed\":2000}\n";

        assertThatThrownBy(() -> replay(Optional.empty())).hasMessageContaining("cut short");
    }

    @Test
    void saysWhyAReplayIsRefused() {
        status = 409;
        answer = "{\"detail\":\"a replay is running already\"}";

        assertThatThrownBy(() -> replay(Optional.empty())).hasMessageContaining("a replay is running already");
    }

    @Test
    void logsInWhereItCan() {
        answer = "{\"orders\":0,\"different\":[],\"differences\":0}\n";

        replay(Optional.of(new PasswordAuthentication("operator", "secret".toCharArray())));

        assertThat(authorization).isEqualTo("Basic b3BlcmF0b3I6c2VjcmV0");
    }

    private JsonNode replay(Optional<PasswordAuthentication> operator) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new OpsApi(base, operator).replay(progress::add);
    }
}
