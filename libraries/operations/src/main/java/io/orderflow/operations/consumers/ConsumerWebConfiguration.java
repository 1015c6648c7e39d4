package io.orderflow.operations.consumers;

import io.orderflow.messaging.consumer.ConsumerControl;
import io.orderflow.messaging.consumer.ConsumerReports;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class ConsumerWebConfiguration {

    @Bean
    ConsumerController consumerController(ConsumerReports reports, ConsumerControl control) {
        return new ConsumerController(reports, control);
    }
}
