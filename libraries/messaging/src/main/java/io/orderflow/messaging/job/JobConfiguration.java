package io.orderflow.messaging.job;

import io.orderflow.messaging.audit.AuditLog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the repeating jobs of the application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
public class JobConfiguration {

    @Bean
    RepeatingJobs repeatingJobs(
            ObjectProvider<RepeatingJob> jobs,
            JobProperties settings,
            JdbcClient jdbc,
            AuditLog audit,
            PlatformTransactionManager transactions) {
        return new RepeatingJobs(
                jobs.orderedStream().toList(),
                settings.jobs(),
                new JobRepository(jdbc),
                audit,
                new TransactionTemplate(transactions));
    }

    @Bean
    JobRunner jobRunner(RepeatingJobs jobs) {
        return new JobRunner(jobs);
    }
}
