package io.orderflow.operations.audit;

import io.orderflow.messaging.audit.AuditLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class AuditWebConfiguration {

    @Bean
    ActionController actionController(AuditLog log) {
        return new ActionController(log);
    }
}
