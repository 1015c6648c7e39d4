package io.orderflow.messaging.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Creates spans with the OpenTelemetry that Spring Boot configures. An application without OpenTelemetry creates none. */
@AutoConfiguration(after = OtlpTracingAutoConfiguration.class, before = OpenTelemetryTracingAutoConfiguration.class)
public class TracingAutoConfiguration {

    @Bean
    Tracing tracing(ObjectProvider<OpenTelemetry> openTelemetry) {
        return new Tracing(openTelemetry.getIfAvailable(OpenTelemetry::noop).getTracer("io.orderflow.messaging"));
    }

    /** Records no spans if no exporter is configured. Traces still have ids, for the logs. */
    @Bean
    @ConditionalOnMissingBean({SpanExporter.class, Sampler.class})
    Sampler recordNothing() {
        return Sampler.alwaysOff();
    }
}
