package io.orderflow.payment.gateway;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.observation.ObservationRegistry;
import io.orderflow.messaging.tracing.Tracing;
import java.net.http.HttpClient;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/** Creates the gateway selected by {@code orderflow.gateway.type}. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "orderflow.gateway.type", havingValue = "simulated", matchIfMissing = true)
    static class Simulated {

        /**
         * Uses separate connections, with the time limits of the service's own: a provider's transactions commit even when those
         * of this service roll back.
         */
        @Bean(defaultCandidate = false)
        DataSource gatewayDataSource(DataSourceProperties settings, Environment environment) {
            HikariDataSource connections = settings.initializeDataSourceBuilder()
                    .type(HikariDataSource.class)
                    .build();
            Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(connections));
            connections.setPoolName("gateway");
            connections.setMaximumPoolSize(10);
            connections.setMinimumIdle(1);
            return connections;
        }

        @Bean
        PaymentGateway simulatedGateway(
                @Qualifier("gatewayDataSource") DataSource connections,
                GatewayProperties settings,
                Clock clock,
                Tracing tracing) {
            return new SimulatedGateway(
                    JdbcClient.create(connections), settings.simulated().latency(), clock, tracing);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "orderflow.gateway.type", havingValue = "http")
    static class Http {

        @Bean
        PaymentGateway httpGateway(RestClient.Builder client, GatewayProperties all, Tracing tracing) {
            GatewayProperties.Http settings = all.http();
            if (settings.url() == null) {
                throw new IllegalStateException(
                        "orderflow.gateway.type is http, so orderflow.gateway.http.url must be set");
            }
            JdkClientHttpRequestFactory connections = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                    // After a time-out, HTTP/1.1 closes the connection, so the request can't arrive later. HTTP/2 keeps
                    // it.
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(settings.connectTimeout())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build());
            connections.setReadTimeout(settings.readTimeout());
            client.baseUrl(settings.url()).requestFactory(connections);
            if (settings.apiKey() != null) {
                client.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.apiKey());
            }
            // The client's own span would quote the address in its error.
            client.observationRegistry(ObservationRegistry.NOOP);
            return new HttpGateway(client.build(), settings.connectTimeout().plus(settings.readTimeout()), tracing);
        }
    }
}
