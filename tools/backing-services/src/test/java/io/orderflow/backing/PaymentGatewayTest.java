package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls the process in the way of payment-service. */
class PaymentGatewayTest {

    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static PaymentGatewayProcess gateway;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start(@TempDir Path folder) {
        gateway = PaymentGatewayProcess.start(LATENCY, folder.resolve("gateway.log"));
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    @AfterEach
    void back() {
        gateway.mode(GatewayMode.normal());
    }

    @Test
    void chargesAReferenceOnceForAllKeys() throws Exception {
        HttpResponse<String> first = charge("order-1", "key-1", "pm_card_visa");
        HttpResponse<String> second = charge("order-1", "key-2", "pm_card_declined");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).startsWith("{\"id\":\"ch_");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(gateway.charges())
                .filteredOn(it -> it.reference().equals("order-1"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(first.body()).contains(it.id());
                    assertThat(it.amount()).isEqualByComparingTo("9.95");
                });
    }

    @Test
    void givesAKeyTheSameAnswerUntilTheReferenceIsCharged() throws Exception {
        assertThat(charge("order-2", "key-3", "pm_card_declined").statusCode()).isEqualTo(402);
        assertThat(charge("order-2", "key-3", "pm_card_visa").statusCode()).isEqualTo(402);
        assertThat(charge("order-2", "key-4", "pm_card_visa").statusCode()).isEqualTo(200);
        assertThat(charge("order-2", "key-3", "pm_card_visa").statusCode()).isEqualTo(200);
    }

    @Test
    void failsTwiceForAFlakyCardAndThenCharges() throws Exception {
        assertThat(charge("order-3", "key-5", "pm_flaky").statusCode()).isEqualTo(500);
        assertThat(charge("order-3", "key-5", "pm_flaky").statusCode()).isEqualTo(500);
        assertThat(charge("order-3", "key-5", "pm_flaky").statusCode()).isEqualTo(200);
    }

    @Test
    void booksAChargeWhoseAnswerIsLost() {
        assertThatThrownBy(() -> charge("order-4", "key-6", "pm_answer_lost")).isInstanceOf(IOException.class);

        assertThat(gateway.charges()).anyMatch(it -> it.reference().equals("order-4"));
    }

    @Test
    void namesTheChargeOfAReference() throws Exception {
        String made = charge("order/6", "key-8", "pm_card_visa").body();

        assertThat(find("order%2F6").body()).isEqualTo(made);
        assertThat(find("order-7").statusCode()).isEqualTo(404);
    }

    @Test
    void neverAnswersATimeout() {
        assertThatThrownBy(() -> charge("order-5", "key-7", "pm_gateway_timeout", SHORT))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void recordsEachArrivalBeforeItsAnswer() throws Exception {
        int before = gateway.arrivals().size();
        Instant from = Instant.now();

        charge("order-6", "key-8", "pm_card_visa");
        Instant answered = Instant.now();
        charge("order-7", "key-9", "pm_unknown");

        assertThat(gateway.arrivals()).hasSize(before + 2);
        Arrival first = gateway.arrivals().get(before);
        Arrival second = gateway.arrivals().get(before + 1);
        assertThat(first.at()).isBetween(from, answered.minus(LATENCY));
        assertThat(second.nanos() - first.nanos()).isGreaterThanOrEqualTo(LATENCY.toNanos());
    }

    @Test
    void answersAProbeWithoutAnArrival() throws Exception {
        int before = gateway.arrivals().size();
        HttpRequest probe = HttpRequest.newBuilder(gateway.url())
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        assertThat(gateway.arrivals()).hasSize(before);
    }

    @Test
    void answersEveryChargeWithTheGivenStatus() throws Exception {
        gateway.mode(GatewayMode.answering(429, 7));

        HttpResponse<String> answer = charge("order-8", "key-10", "pm_card_visa");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(gateway.charges()).noneMatch(it -> it.reference().equals("order-8"));
    }

    @Test
    void keepsItsBooksWhileItRefusesConnections() throws Exception {
        HttpResponse<String> before = charge("order-9", "key-11", "pm_card_visa");

        gateway.mode(GatewayMode.closed());
        assertThatThrownBy(() -> charge("order-9", "key-11", "pm_card_visa")).isInstanceOf(ConnectException.class);
        gateway.mode(GatewayMode.normal());

        assertThat(charge("order-9", "key-11", "pm_card_visa").body()).isEqualTo(before.body());
    }

    @Test
    void answersNothingWhileItIsPaused() throws Exception {
        gateway.pause();
        assertThatThrownBy(() -> charge("order-10", "key-12", "pm_card_visa", SHORT))
                .isInstanceOf(HttpTimeoutException.class);
        gateway.resume();

        assertThat(charge("order-10", "key-12", "pm_card_visa").statusCode()).isEqualTo(200);
    }

    @Test
    void chargesAfterHalfRequests() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), gateway.url().getPort());
                clients.add(client);
                client.getOutputStream().write("POST /v1/charges HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            }

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> charge("order-11", "key-13", "pm_card_visa").statusCode() == 200);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void refusesAChargeThatIsTooLong() throws Exception {
        assertThat(charge("x".repeat(10_000), "key-14", "pm_card_visa").statusCode())
                .isEqualTo(400);
        assertThat(charge("order-12", "k".repeat(1_000), "pm_card_visa").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> find(String reference) throws Exception {
        return client.send(
                HttpRequest.newBuilder(gateway.url().resolve("charges/" + reference))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> charge(String reference, String key, String method) throws Exception {
        return charge(reference, key, method, Duration.ofSeconds(30));
    }

    private HttpResponse<String> charge(String reference, String key, String method, Duration patience)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.url().resolve("charges"))
                .timeout(patience)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"reference": "%s", "amount": 9.95, "currency": "EUR", "paymentMethod": "%s"}""".formatted(reference, method)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
