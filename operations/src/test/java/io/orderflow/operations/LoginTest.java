package io.orderflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

@OperationsTest
@ExtendWith(OutputCaptureExtension.class)
class LoginTest {

    private static final String PASSWORD = "correct-horse-battery";

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ops/queues",
                "/ops/overview",
                "/ops/dead-letters",
                "/ops/delayed-jobs",
                "/ops/actions",
                "/forgotten",
                "/no-such-path",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env"
            })
    void requiresAPassword(String path) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists("WWW-Authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/actuator/health", "/actuator/health/readiness"})
    void declaredPathsArePublic(String path) {
        client.get().uri(path).exchange().expectStatus().isOk();
        client.head().uri(path).exchange().expectStatus().isOk();
    }

    @Test
    void omitsTheLoginChallengeForScripts() {
        client.get()
                .uri("/ops/queues")
                .header("X-Requested-With", "XMLHttpRequest")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .doesNotExist("WWW-Authenticate");
    }

    @Test
    void responsesThatAreNotPagesAllowABrowserNothing() {
        client.get()
                .uri("/open")
                .exchange()
                .expectHeader()
                .valueEquals(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/actuator/health"})
    void publicPathsArePublicForTheirMethodOnly(String path) {
        client.post().uri(path).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void showsTheOperatorTheMetrics() {
        String metrics = client.get()
                .uri("/actuator/prometheus")
                .headers(headers -> headers.setBasicAuth("operator", PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(metrics)
                .contains(
                        "orderflow_queue_messages{consumer=\"demo\",state=\"dead\"}",
                        "orderflow_queue_oldest_message_age_seconds{consumer=\"demo\"}",
                        "orderflow_consumer_limit_per_second{consumer=\"demo\"} 50.0",
                        "orderflow_limiter_utilisation_ratio{consumer=\"demo\"}",
                        "orderflow_permit_wait_seconds_bucket{consumer=\"demo\",le=\"0.05\"}",
                        "orderflow_provider_away{consumer=\"demo\"}",
                        "orderflow_message_processing_seconds_count{consumer=\"demo\",outcome=\"handled\"}",
                        "orderflow_messages_redriven_total",
                        "orderflow_outbox_published_total",
                        "orderflow_outbox_oldest_message_age_seconds");
    }

    @Test
    void letsTheOperatorIn() {
        client.get()
                .uri("/ops/queues")
                .headers(it -> it.setBasicAuth("operator", PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectCookie()
                .doesNotExist("JSESSIONID");
    }

    @Test
    void refusesRequestsOfOtherSitesEvenWithThePassword() {
        client.post()
                .uri("/ops/consumers/demo/pause")
                .headers(it -> it.setBasicAuth("operator", PASSWORD))
                .header("Origin", "https://evil.example")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void throttlesAnAddressAfterTenWrongPasswordsAndLogsNoPassword(CapturedOutput output) throws IOException {
        List<String> guesses = IntStream.range(0, 12)
                .mapToObj(i -> statusFrom("127.0.0.77", "operator", "guess-number-" + i))
                .toList();

        assertThat(guesses.subList(0, 10)).containsOnly("401");
        assertThat(guesses.subList(10, 12)).containsOnly("429");
        assertThat(statusFrom("127.0.0.77", "operator", PASSWORD))
                .as("the right one")
                .isEqualTo("429");
        assertThat(statusFrom("127.0.0.78", "operator", PASSWORD))
                .as("from elsewhere")
                .isEqualTo("200");
        assertThat(output).doesNotContain("guess-number", PASSWORD);
    }

    /** An HTTP client can't choose its source address, but a socket can. */
    private String statusFrom(String address, String user, String password) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        String request = "GET /ops/actions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Basic " + credentials + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.split(" ")[1];
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
