package io.orderflow.operations.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which requests are worth a trace. */
@Configuration(proxyBeanMethods = false)
public class TracingWebConfiguration {

    /** Prometheus and health checks come every few seconds. They stay in the metrics, which can bear it. */
    @Bean
    SpanExportingPredicate notOfTheActuator() {
        return span -> !span.getTags().getOrDefault("http.url", "").startsWith("/actuator");
    }
}
