package io.orderflow.dashboard;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.orderflow.messaging.alert.AlertSource;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.status.StatusPoller;
import io.orderflow.operations.OperationsAutoConfiguration;
import io.orderflow.operations.login.ContentSecurityPolicy;
import io.orderflow.operations.login.PublicEndpoints;
import java.time.Clock;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Adds the live page to the one service that has an {@link OrderFeed}. */
@AutoConfiguration(after = OperationsAutoConfiguration.class)
@EnableConfigurationProperties(DashboardProperties.class)
@Import({DashboardController.class, OpsForwarder.class})
public class DashboardAutoConfiguration {

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

    /** A worker has the policy of its own file, and not that of its page. */
    @Bean
    ContentSecurityPolicy linkWorker() {
        return ContentSecurityPolicy.of("script-src 'self'; connect-src 'self'", "/live/link-worker.js");
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
    ServiceClients peers(DashboardProperties settings, JsonMapper json, Clock clock) {
        return new ServiceClients(settings, json, clock);
    }

    @Bean
    AlertSource servicesDown(ServiceClients peers) {
        return new ServicesDown(peers);
    }

    @Bean
    DashboardFeed dashboardFeed(
            Environment environment,
            StatusPoller watch,
            Alerts alerts,
            ServiceClients peers,
            AmqpAdmin broker,
            OrderFeed orders,
            JsonMapper json,
            Clock clock) {
        SnapshotAssembler snapshots = new SnapshotAssembler(
                environment.getRequiredProperty("spring.application.name"),
                watch,
                alerts,
                peers,
                new QueueSizes(broker),
                orders,
                clock);
        return new DashboardFeed(snapshots, orders, json);
    }
}
