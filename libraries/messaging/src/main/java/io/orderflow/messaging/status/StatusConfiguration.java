package io.orderflow.messaging.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.topology.TopologyDrift;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Polls the state once a second, shared by all listeners. */
@Configuration(proxyBeanMethods = false)
public class StatusConfiguration {

    @Bean
    StatusPoller statusPoller(
            ConsumerReports reports,
            Outbox outbox,
            TopologyDrift topology,
            ObjectProvider<StatusListener> listeners,
            MeterRegistry meters,
            Clock clock) {
        StatusPoller poller = new StatusPoller(
                () -> reports.all(0),
                outbox::backlog,
                topology::look,
                listeners.orderedStream().toList(),
                clock);
        Gauge.builder("orderflow.topology.drift", poller, StatusConfiguration::topologyDrift)
                .description("Differences between the broker's topology and what this service declares")
                .register(meters);
        return poller;
    }

    private static double topologyDrift(StatusPoller poller) {
        List<String> differences = poller.state().topologyDrift();
        return differences == null ? Double.NaN : differences.size();
    }
}
