package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailApiTest {

    private final MailServer server = MailServer.start(0);
    private final MailApi api = MailApi.start(server, 0);

    @BeforeEach
    void sendMails() throws Exception {
        MailClient client = new MailClient(server.port());
        client.send("ann@example.org", "first", "text", "html");
        client.send("bob@example.org", "<script>alert('x')</script>", "1 < 2", "html");
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    @Test
    void listsTheLatestMailsFirstAsMailpitDoes() throws Exception {
        JsonNode all = json("/api/v1/messages");
        JsonNode second = json("/api/v1/messages?start=1&limit=1");

        assertThat(all.at("/total").asInt()).isEqualTo(2);
        assertThat(all.at("/messages/0/To/0/Address").asString()).isEqualTo("bob@example.org");
        assertThat(second.at("/messages").size()).isEqualTo(1);
        assertThat(second.at("/messages/0/Subject").asString()).isEqualTo("first");
    }

    @Test
    void findsMailsByRecipient() throws Exception {
        JsonNode found = json("/api/v1/search?query=to:ann%40example.org");

        assertThat(found.at("/messages_count").asInt()).isEqualTo(1);
        assertThat(found.at("/messages/0/Subject").asString()).isEqualTo("first");
    }

    @Test
    void showsAPageWithoutActiveContent() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.body())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", "1 &lt; 2")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }

    @Test
    void answersHealthChecksAndNothingElse() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/messages?limit=all").statusCode()).isEqualTo(400);
    }

    @Test
    void answersAfterHalfRequests() throws Exception {
        List<Socket> clients = List.of(half(), half());

        assertThat(get("/").statusCode()).isEqualTo(200);
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void limitsThePageWhateverTheMailsContain() throws Exception {
        for (int i = 0; i < 20; i++) {
            new MailClient(server.port()).send("ann@example.org", "long", "&".repeat(100_000), "html");
        }

        assertThat(get("/").body()).contains("22 received").hasSizeLessThan(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,           421",
        "evil.example:8025,      421",
        "127.0.0.1.evil.example, 421",
        "localhost:8025,         200",
        "LOCALHOST,              200",
        "127.0.0.1,              200",
        "[::1]:8025,             200"
    })
    void answersOnlyForLocalNames(String host, int status) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            client.getOutputStream()
                    .write("GET /api/v1/messages HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer.contains("ann@example.org")).isEqualTo(status == 200);
        }
    }

    private Socket half() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), api.port());
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.builder().build().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
