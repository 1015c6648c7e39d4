package io.orderflow.operations.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which requests are worth a trace. */
@Configuration(proxyBeanMethods = false)
public class TracingWebConfiguration {

    /** Those who only look come every few seconds. They stay in the metrics, which can bear it. */
    @Bean
    SpanExportingPredicate notOfThoseWhoLook() {
        return span -> {
            String path = span.getTags().getOrDefault("http.url", "");
            return !path.startsWith("/actuator") && !path.equals("/ops/overview");
        };
    }
}
