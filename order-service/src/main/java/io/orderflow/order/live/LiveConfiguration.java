package io.orderflow.order.live;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.orderflow.messaging.alert.AlertSource;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.status.StatusPoller;
import io.orderflow.operations.login.ContentSecurityPolicy;
import io.orderflow.operations.login.PublicEndpoints;
import io.orderflow.order.Orders;
import java.time.Clock;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

    @Bean
    PublicEndpoints livePaths() {
        return new PublicEndpoints().add(HttpMethod.GET, "/", "/index.html", "/live", "/live/**");
    }

    /** Allows only files of this service: nothing from other hosts, and no inline scripts or styles. */
    @Bean
    ContentSecurityPolicy livePage() {
        return ContentSecurityPolicy.of(
                "script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'", "/", "/index.html");
    }

    /** Excludes the page from tracing: an open page would be a span of hours, and its files belong to no order. */
    @Bean
    SpanExportingPredicate notOfThePage() {
        return span -> {
            String path = span.getTags().getOrDefault("http.url", "");
            return !path.startsWith("/live") && !path.equals("/ops/live") && !path.startsWith("/webjars");
        };
    }

    @Bean
    ServiceClients peers(LiveProperties settings, JsonMapper json, Clock clock) {
        return new ServiceClients(settings, json, clock);
    }

    @Bean
    AlertSource servicesDown(ServiceClients peers) {
        return new ServicesDown(peers);
    }

    @Bean
    LiveFeed liveFeed(
            Environment environment,
            StatusPoller watch,
            Alerts alerts,
            ServiceClients peers,
            AmqpAdmin broker,
            Orders orders,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        OrderFlow flow = new OrderFlow(orders, jdbc, clock);
        SnapshotAssembler snapshots = new SnapshotAssembler(
                environment.getRequiredProperty("spring.application.name"),
                watch,
                alerts,
                peers,
                new QueueSizes(broker),
                flow,
                clock);
        return new LiveFeed(snapshots, flow, json);
    }
}
