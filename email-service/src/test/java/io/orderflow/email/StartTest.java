package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.Messages.orderOf;
import static io.orderflow.email.RealInfrastructure.BROKER;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.orderflow.messages.OrderPlaced;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@Tag("slow")
class StartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void everythingRuns() {
        BROKER.start();
        MAIL_SERVER.start();
    }

    @Test
    void startsWithoutBrokerAndMailServerAndSendsMailsLater() throws Exception {
        BROKER.stop();
        MAIL_SERVER.stop();

        try (ConfigurableApplicationContext service = start()) {
            assertThat(status(service, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(status(service, "/actuator/health/readiness")).isEqualTo(503);

            MAIL_SERVER.start();
            BROKER.start();

            await().atMost(PATIENCE).until(() -> status(service, "/actuator/health/readiness") == 200);
            OrderPlaced order = orderOf(newRecipient());
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                service.getBean(Post.class).send(order);
                return true;
            });
            await().atMost(PATIENCE)
                    .until(() -> MAIL_SERVER.mails().stream()
                            .anyMatch(it -> it.to().equals(List.of(order.customerEmail()))));
        }
    }

    @Test
    void isReadyWithoutAMailServer() throws Exception {
        MAIL_SERVER.stop();

        try (ConfigurableApplicationContext service = start()) {
            assertThat(status(service, "/actuator/health/readiness")).isEqualTo(200);
            assertThat(status(service, "/actuator/health")).isEqualTo(200);
        }
    }

    @Test
    void showsOnlyItsHealthWithoutAPassword() throws Exception {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(status(service, "/actuator/env")).isEqualTo(401);
            assertThat(status(service, "/actuator/heapdump")).isEqualTo(401);
            assertThat(status(service, "/")).isEqualTo(401);
        }
    }

    @Test
    void recordsNoTracesWithoutAnExportAddress() {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(service.getBeanProvider(SpanExporter.class)).isEmpty();
            Span span = service.getBean(Tracer.class).spanBuilder("a span").startSpan();
            assertThat(span.isRecording()).isFalse();
            assertThat(span.getSpanContext().isValid()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "concurrency, 0, email].concurrency, must be greater than or equal to 1",
        "give-up-after, -1s, email].giveUpAfter, must be longer than or equal to 1 second",
        "postpone-for, 0s, email].postponeFor[0], must be longer than or equal to 1 milli",
        "lease, 20s, email.lease is 20000 ms, 'but a call of mail-server may take 40000 ms'"
    })
    @ExtendWith(OutputCaptureExtension.class)
    void refusesToStartWithAnInvalidSetting(
            String setting, String value, String what, String why, CapturedOutput output) {
        assertThatThrownBy(() -> start(Map.of("orderflow.consumers.email." + setting, value)))
                .isInstanceOf(Exception.class);

        assertThat(output).contains(what, why);
    }

    private static ConfigurableApplicationContext start() {
        return start(Map.of());
    }

    private static ConfigurableApplicationContext start(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(RealInfrastructure.springProperties());
        properties.put("server.port", "0");
        properties.putAll(more);
        return new SpringApplicationBuilder(EmailServiceApplication.class, Post.Setup.class)
                .run(properties.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
    }

    private int status(ConfigurableApplicationContext service, String path) throws IOException, InterruptedException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE)
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
