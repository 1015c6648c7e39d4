package io.orderflow.operations.overview;

import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.status.StatusPoller;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class OverviewWebConfiguration {

    @Bean
    OverviewController overviewController(StatusPoller watch, Alerts alerts) {
        return new OverviewController(watch, alerts);
    }
}
