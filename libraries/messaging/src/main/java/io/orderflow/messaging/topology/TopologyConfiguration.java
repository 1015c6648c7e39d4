package io.orderflow.messaging.topology;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the checks of the broker's topology. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopologyProperties.class)
public class TopologyConfiguration {

    @Bean
    ManagementApi managementApi(TopologyProperties settings, RabbitConnectionDetails broker) {
        SslBundle ssl = broker.getSslBundle();
        return new ManagementApi(
                settings.management(),
                broker.getVirtualHost() == null ? "/" : broker.getVirtualHost(),
                broker.getUsername(),
                broker.getPassword(),
                ssl == null ? null : ssl.createSslContext());
    }

    @Bean
    Subscriptions subscriptions(ManagementApi api, TopologyProperties settings) {
        return new Subscriptions(api, settings.subscribers());
    }

    @Bean
    TopologyDrift topologyDrift(
            ManagementApi api, TopologyProperties settings, ObjectProvider<Declarables> ofThisService) {
        List<Declarables> declared = Stream.concat(
                        ofThisService.stream(), settings.subscribers().stream().map(Subscriber::bindings))
                .toList();
        return new TopologyDrift(api, BrokerDefinitions.of(declared), settings.policies());
    }
}
