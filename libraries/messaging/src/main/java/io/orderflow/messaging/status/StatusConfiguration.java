package io.orderflow.messaging.status;

import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Polls the state once a second, shared by all listeners. */
@Configuration(proxyBeanMethods = false)
public class StatusConfiguration {

    @Bean
    StatusPoller statusPoller(
            ConsumerReports reports, Outbox outbox, ObjectProvider<StatusListener> listeners, Clock clock) {
        return new StatusPoller(
                () -> reports.all(0), outbox::backlog, listeners.orderedStream().toList(), clock);
    }
}
