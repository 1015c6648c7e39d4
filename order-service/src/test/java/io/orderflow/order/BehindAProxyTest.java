package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
@OrderServiceTest
@TestPropertySource(
        properties = {
            "orderflow.http.trusted-proxies=127.0.0.9,fd00::/8",
            "orderflow.http.allowed-hosts=shop.example.org"
        })
class BehindAProxyTest {

    private static final String PROXY = "127.0.0.9";
    private static final String STRANGER = "127.0.0.10";
    private static final URI OUTSIDE = URI.create("https://shop.example.org/orders");
    private static final byte[] ORDER = OddRequests.GOOD_ORDER.getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @LocalServerPort
    private int port;

    @AfterEach
    void end() {
        threads.shutdown();
    }

    @Test
    void placesAnOrderForAPageThatTheProxyServesOverTls() {
        RawHttp.Answer answer = send(PROXY, "POST", "/orders", Map.of(), ORDER);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(OUTSIDE.resolve(answer.headers().get("location")))
                .asString()
                .matches("https://shop\\.example\\.org/orders/[0-9a-f-]{36}");
    }

    @Test
    void refusesTheSameRequestFromAnAddressThatIsNotTrusted() {
        assertThat(send(STRANGER, "POST", "/orders", Map.of(), ORDER).status()).isEqualTo(403);
    }

    @Test
    void describesTheApiAtTheOuterAddress() {
        assertThat(apiServer(PROXY)).isEqualTo("https://shop.example.org");
        assertThat(apiServer(STRANGER)).isEqualTo("http://shop.example.org");
    }

    @Test
    void checksTheForwardedHostAsItChecksTheHost() {
        assertThat(send(PROXY, "GET", "/v3/api-docs", Map.of("X-Forwarded-Host", "evil.example"), NOTHING)
                        .status())
                .isEqualTo(421);
        assertThat(send(PROXY, "GET", "/v3/api-docs", Map.of("Host", "evil.example"), NOTHING)
                        .status())
                .isEqualTo(421);
    }

    @Test
    void aClientThatGuessesPasswordsSlowsNoOtherClientOfTheProxy() {
        assertThat(IntStream.range(0, 10).mapToObj(i -> guess(PROXY, "203.0.113.7")))
                .containsOnly(401);
        List<CompletableFuture<Integer>> guesses = manyGuesses(PROXY, i -> "203.0.113.7");
        await().until(() -> guesses.stream().anyMatch(it -> it.getNow(0) == 429));

        Instant begun = Instant.now();
        assertThat(guess(PROXY, "203.0.113.8")).isEqualTo(401);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(3));
        guesses.forEach(CompletableFuture::join);
    }

    @Test
    void aClientCannotPretendToBeMany() {
        assertThat(IntStream.range(0, 10).mapToObj(i -> guess(STRANGER, "203.0.113." + i)))
                .containsOnly(401);
        assertThat(manyGuesses(STRANGER, i -> "203.0.113." + i).stream().map(CompletableFuture::join))
                .contains(429);

        assertThat(IntStream.range(0, 10).mapToObj(i -> guess(PROXY, "198.51.100.%d, 203.0.113.99".formatted(i))))
                .containsOnly(401);
        assertThat(manyGuesses(PROXY, i -> "198.51.100.%d, 203.0.113.99".formatted(i)).stream()
                        .map(CompletableFuture::join))
                .contains(429);
    }

    private List<CompletableFuture<Integer>> manyGuesses(String from, IntFunction<String> forwardedFor) {
        return IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> guess(from, forwardedFor.apply(i)), threads))
                .toList();
    }

    private int guess(String from, String forwardedFor) {
        String credentials = Base64.getEncoder().encodeToString("operator:guess".getBytes(StandardCharsets.UTF_8));
        return send(
                        from,
                        "GET",
                        "/ops/actions",
                        Map.of("Authorization", "Basic " + credentials, "X-Forwarded-For", forwardedFor),
                        NOTHING)
                .status();
    }

    private String apiServer(String from) {
        return JsonMapper.shared()
                .readTree(send(from, "GET", "/v3/api-docs", Map.of(), NOTHING).body())
                .path("servers")
                .path(0)
                .path("url")
                .asString();
    }

    /** Sends what nginx forwards for a page at https://shop.example.org. */
    private RawHttp.Answer send(String from, String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new HashMap<>(Map.of(
                "Host", "shop.example.org",
                "Origin", "https://shop.example.org",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-For", "203.0.113.1",
                "Content-Type", "application/json"));
        if (method.equals("GET")) {
            all.remove("Origin");
        }
        all.putAll(headers);
        try (RawHttp http = new RawHttp(port, InetAddress.getByName(from))) {
            return http.send(new RawRequest(method, path, all, body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
