package io.orderflow.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.orderflow.backing.LocalHttpServer;
import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.RetryLaterException;
import io.orderflow.messaging.tracing.Tracing;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

/** Tests against a server that answers like a provider; a real provider can't run here. */
class HttpGatewayTest {

    private static final Charge CHARGE =
            new Charge("order-1", "order-1-b", new BigDecimal("59.70"), "EUR", "pm_card_visa");

    private HttpServer provider;
    private PaymentGateway gateway;
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile int status = 200;
    private volatile String answer = "{\"id\":\"ch_1\",\"more\":true}";
    private volatile String retryAfter;
    private volatile boolean silent;
    private volatile String key;
    private volatile String authorization;
    private volatile String body;
    private volatile String path;

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @BeforeEach
    void start() throws IOException {
        provider = LocalHttpServer.create(0);
        provider.createContext("/v1/", this::serve);
        provider.start();
        URI url = URI.create(
                "http://127.0.0.1:%d/v1/".formatted(provider.getAddress().getPort()));
        gateway = new GatewayConfiguration.Http()
                .httpGateway(
                        RestClient.builder(),
                        new GatewayProperties(
                                GatewayProperties.Type.HTTP,
                                new GatewayProperties.Simulated(Duration.ZERO),
                                new GatewayProperties.Http(
                                        url, "sk_test", Duration.ofSeconds(1), Duration.ofSeconds(2))),
                        new Tracing(SdkTracerProvider.builder()
                                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                                .build()
                                .get("test")));
    }

    @AfterEach
    void stop() {
        over.countDown();
        provider.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        path = exchange.getRequestURI().getRawPath();
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (silent) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (retryAfter != null) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void sendsReferenceAmountTokenAndKey() {
        assertThat(charge()).isEqualTo("ch_1");
        assertThat(key).isEqualTo("order-1-b");
        assertThat(authorization).isEqualTo("Bearer sk_test");
        assertThat(body).contains("\"reference\":\"order-1\"", "59.70", "EUR", "pm_card_visa");
    }

    @Test
    void throwsDeclinedFor402() {
        status = 402;
        assertThatThrownBy(() -> charge()).isInstanceOf(PaymentDeclinedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425})
    void countsAnAttemptIfOnlyThisChargeFailed(int code) {
        status = code;
        assertThatThrownBy(this::charge).isInstanceOf(ChargeUncertainException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 504, 599})
    void treatsAServerErrorLikeAMissingAnswer(int code) {
        status = code;
        assertUnavailable(false);
    }

    @Test
    void treatsARefusedLoginAsUnreachable() {
        status = 401;
        assertUnavailable(true);
    }

    @Test
    void usesRetryAfterOfABusyGateway() {
        status = 503;
        retryAfter = "120";
        assertThat(later().after()).isEqualTo(Duration.ofMinutes(2));
        assertThat(later().isForAll()).isFalse();
    }

    @Test
    void pausesAllChargesAfterTooManyRequests() {
        status = 429;
        retryAfter = "7";
        assertThat(later().after()).isEqualTo(Duration.ofSeconds(7));
        assertThat(later().isForAll()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retriesLaterWithoutRetryAfter(int code) {
        status = code;
        assertThat(later().after()).isNull();
    }

    private RetryLaterException later() {
        return catchThrowableOfType(RetryLaterException.class, this::charge);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 422})
    void treatsOtherClientErrorsAsPermanent(int code) {
        status = code;
        assertThatThrownBy(this::charge).isInstanceOf(NonRetryableException.class);
    }

    @Test
    void treatsAReadTimeoutAsAMissingAnswer() {
        silent = true;
        assertUnavailable(false);
    }

    @Test
    void countsAnAttemptIfTheAnswerNamesNoCharge() {
        answer = "{}";
        assertThatThrownBy(this::charge).isInstanceOf(ChargeUncertainException.class);
    }

    @Test
    void findsTheChargeOfAReference() {
        assertThat(gateway.find("order/1")).contains("ch_1");
        assertThat(path).isEqualTo("/v1/charges/order%2F1");

        status = 404;
        assertThat(gateway.find("order/1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 503})
    void doesNotTakeAnErrorForAMissingCharge(int code) {
        status = code;
        assertThatThrownBy(() -> gateway.find("order-1")).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void treatsARefusedConnectionAsUnreachable() {
        provider.stop(0);
        assertUnavailable(true);
    }

    private void assertUnavailable(boolean unreachable) {
        assertThatThrownBy(this::charge)
                .isInstanceOfSatisfying(
                        ProviderUnavailableException.class,
                        it -> assertThat(it.isUnreachable()).isEqualTo(unreachable));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 404, 405, 429})
    void isAvailableIfTheProbeSucceeds(int code) {
        status = code;
        assertThatCode(gateway::probe).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500, 503})
    void isUnavailableIfTheProbeGetsAnError(int code) {
        status = code;
        assertThatThrownBy(gateway::probe).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void isUnavailableIfTheProbeGetsNoAnswer() {
        silent = true;
        assertThatThrownBy(gateway::probe).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void reportsTheSumOfItsTimeoutsAsLongestCall() {
        assertThat(gateway.longestCall()).isEqualTo(Duration.ofSeconds(3));
    }

    private String charge() {
        return gateway.charge(CHARGE, () -> {});
    }

    @Test
    void recordsASpanWithoutTheErrorsText() {
        provider.stop(0);
        assertUnavailable(true);

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getName()).isEqualTo("charge");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.toString())
                .contains("ProviderUnavailableException")
                .doesNotContain("127.0.0.1", "no connection");
    }
}
