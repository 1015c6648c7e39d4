package io.orderflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("slow")
@OperationsTest
@ExtendWith(OutputCaptureExtension.class)
class LoginTest {

    private static final String PASSWORD = "correct-horse-battery";

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdown();
    }

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

    @ParameterizedTest
    @CsvSource({
        "cross-site, navigate, document",
        "same-site,  navigate, document",
        "cross-site, navigate, iframe",
        "cross-site, no-cors,  image"
    })
    void refusesRequestsOfOtherSitesAndCountsNoneOfTheirPasswords(String site, String mode, String destination) {
        String browser =
                "Sec-Fetch-Site: %s\r\nSec-Fetch-Mode: %s\r\nSec-Fetch-Dest: %s\r\n".formatted(site, mode, destination);
        // Each case has an address of its own.
        String address = "127.0.1." + (1 + Math.floorMod(browser.hashCode(), 200));

        assertThat(range(12).map(i -> statusFrom(address, "x", "bad", browser))).containsOnly("403");

        Instant begun = Instant.now();
        assertThat(range(9).map(i -> statusFrom(address, "x", "bad", ""))).containsOnly("401");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site,  navigate, document, 200",
        "none,        navigate, document, 200",
        "same-origin, cors,     empty,    200",
        "cross-site,  no-cors,  image,    403",
        "cross-site,  navigate, iframe,   403"
    })
    void otherSitesMayOnlyLinkToPublicPages(String site, String mode, String destination, int status) {
        client.get()
                .uri("/open")
                .header("Sec-Fetch-Site", site)
                .header("Sec-Fetch-Mode", mode)
                .header("Sec-Fetch-Dest", destination)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    @Test
    void slowsAnAddressAfterTenWrongPasswordsAndLogsNoPassword(CapturedOutput output) {
        assertThat(range(10).map(i -> statusFrom("127.0.0.77", "operator", "guess-number-" + i, "")))
                .containsOnly("401");

        Instant begun = Instant.now();
        assertThat(statusFrom("127.0.0.77", "operator", PASSWORD, ""))
                .as("the right one")
                .isEqualTo("200");
        assertThat(Duration.between(begun, Instant.now()).toMillis()).isGreaterThanOrEqualTo(500);

        List<CompletableFuture<String>> guesses = range(40)
                .map(i -> CompletableFuture.supplyAsync(
                        () -> statusFrom("127.0.0.77", "operator", "guess-number-" + i, ""), threads))
                .toList();
        assertThat(guesses.stream().map(CompletableFuture::join))
                .contains("429")
                .containsOnly("401", "429");
        assertThat(output).doesNotContain("guess-number", PASSWORD);
    }

    @Test
    void othersAtTheAddressDoNotDisturbAnOperatorWhoIsLoggedIn() {
        assertThat(statusFrom("127.0.0.78", "operator", PASSWORD, "")).isEqualTo("200");
        range(10).forEach(i -> statusFrom("127.0.0.78", "operator", "bad", ""));
        List<CompletableFuture<String>> guesses = range(40)
                .map(i -> CompletableFuture.supplyAsync(() -> statusFrom("127.0.0.78", "operator", "bad", ""), threads))
                .toList();

        assertThat(range(20).map(i -> statusFrom("127.0.0.78", "operator", PASSWORD, "")))
                .containsOnly("200");
        guesses.forEach(CompletableFuture::join);
    }

    private static Stream<Integer> range(int count) {
        return IntStream.range(0, count).boxed();
    }

    /**
     * An HTTP client can't choose its source address, but a socket can.
     *
     * @param headers more headers, each with its line end
     */
    private String statusFrom(String address, String user, String password, String headers) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        String request = "GET /ops/actions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "Authorization: Basic " + credentials + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.split(" ")[1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
