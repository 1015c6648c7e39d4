package io.orderflow.messaging.watch;

import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Polls the state once a second, shared by all listeners. */
@Configuration(proxyBeanMethods = false)
public class WatchConfiguration {

    @Bean
    ServiceWatch serviceWatch(
            ConsumerReports reports, Outbox outbox, ObjectProvider<WatchListener> listeners, Clock clock) {
        return new ServiceWatch(
                () -> reports.all(0), outbox::backlog, listeners.orderedStream().toList(), clock);
    }
}
