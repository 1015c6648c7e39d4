package io.orderflow.messaging.audit;

import io.orderflow.messaging.retention.Retained;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures the audit log of operators' actions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
public class AuditConfiguration {

    @Bean
    AuditLog auditLog(JdbcClient jdbc) {
        return new AuditLog(jdbc);
    }

    @Bean
    Retained retainedAudit(AuditLog log, AuditProperties settings) {
        return Retained.of("operator_action", atMost -> log.forgetOlderThan(settings.keep(), atMost));
    }
}
