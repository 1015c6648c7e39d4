package io.orderflow.operations.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Selects the requests whose traces are exported. */
@Configuration(proxyBeanMethods = false)
public class TracingWebConfiguration {

    /**
     * Exports no traces of health checks, metrics scrapes and status polls, which come every few seconds. The metrics still count
     * these requests.
     */
    @Bean
    SpanExportingPredicate notOfThoseWhoLook() {
        return span -> {
            String path = span.getTags().getOrDefault("http.url", "");
            return !path.startsWith("/actuator") && !path.equals("/ops/overview");
        };
    }
}
