package io.orderflow.operations.overview;

import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.watch.ServiceWatch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class OverviewWebConfiguration {

    @Bean
    OverviewController overviewController(ServiceWatch watch, Alerts alerts) {
        return new OverviewController(watch, alerts);
    }
}
