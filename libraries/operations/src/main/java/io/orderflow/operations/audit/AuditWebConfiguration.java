package io.orderflow.operations.audit;

import io.orderflow.messaging.audit.OperatorLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class AuditWebConfiguration {

    @Bean
    ActionController actionController(OperatorLog log) {
        return new ActionController(log);
    }
}
