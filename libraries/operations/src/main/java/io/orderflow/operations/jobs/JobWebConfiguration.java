package io.orderflow.operations.jobs;

import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.job.RepeatingJobs;
import io.orderflow.messaging.outbox.DelayedJobs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
public class JobWebConfiguration {

    @Bean
    DelayedJobController delayedJobController(DelayedJobs jobs, AuditLog log, PlatformTransactionManager transactions) {
        return new DelayedJobController(jobs, log, new TransactionTemplate(transactions));
    }

    @Bean
    RepeatingJobController repeatingJobController(RepeatingJobs jobs) {
        return new RepeatingJobController(jobs);
    }
}
