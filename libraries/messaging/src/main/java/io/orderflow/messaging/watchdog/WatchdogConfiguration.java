package io.orderflow.messaging.watchdog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the watchdog and its metric. */
@Configuration(proxyBeanMethods = false)
public class WatchdogConfiguration {

    @Bean
    Watchdog watchdog(MeterRegistry meters) {
        Watchdog watchdog = new Watchdog(System::nanoTime);
        Gauge.builder(
                        "orderflow.workers.standing.still",
                        watchdog,
                        it -> it.standingStill().size())
                .description("Workers whose work takes longer than all its time limits allow")
                .register(meters);
        return watchdog;
    }
}
