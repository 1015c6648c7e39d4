package io.orderflow.messaging.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withPropertyValues("management.tracing.sampling.probability=1.0")
            .withConfiguration(AutoConfigurations.of(
                    TracingAutoConfiguration.class,
                    OpenTelemetrySdkAutoConfiguration.class,
                    OpenTelemetryTracingAutoConfiguration.class,
                    OtlpTracingAutoConfiguration.class));

    @Test
    void recordsNothingWithoutAnExporter() {
        application.run(context -> {
            assertThat(context).doesNotHaveBean(SpanExporter.class);
            assertThat(isRecording(context.getBean(Tracing.class))).isFalse();
            assertThat(context.getBean(Tracing.class)
                            .builder("a span", SpanKind.INTERNAL)
                            .startSpan()
                            .getSpanContext()
                            .isValid())
                    .as("has an id for the logs")
                    .isTrue();
        });
    }

    @Test
    void exportsToTheConfiguredEndpoint() {
        application
                .withPropertyValues(
                        "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:1/v1/traces")
                .run(context -> {
                    assertThat(context).hasSingleBean(OtlpHttpSpanExporter.class);
                    assertThat(isRecording(context.getBean(Tracing.class))).isTrue();
                });
    }

    @Test
    void worksWithoutOpenTelemetry() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(OpenTelemetry.class);
                    assertThat(context.getBean(Tracing.class).call("a call", "somebody", () -> "its answer"))
                            .isEqualTo("its answer");
                });
    }

    private static boolean isRecording(Tracing tracing) {
        return tracing.builder("a span", SpanKind.INTERNAL).startSpan().isRecording();
    }
}
