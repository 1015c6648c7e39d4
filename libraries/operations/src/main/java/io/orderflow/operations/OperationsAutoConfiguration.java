package io.orderflow.operations;

import io.orderflow.messaging.MessagingAutoConfiguration;
import io.orderflow.operations.audit.AuditWebConfiguration;
import io.orderflow.operations.consumers.ConsumerWebConfiguration;
import io.orderflow.operations.deadletters.DeadLetterWebConfiguration;
import io.orderflow.operations.health.HealthConfiguration;
import io.orderflow.operations.jobs.JobWebConfiguration;
import io.orderflow.operations.login.LoginConfiguration;
import io.orderflow.operations.logs.LogConfiguration;
import io.orderflow.operations.openapi.OpenApiConfiguration;
import io.orderflow.operations.overview.OverviewWebConfiguration;
import io.orderflow.operations.tracing.TracingWebConfiguration;
import io.orderflow.operations.web.WebConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Adds the operators' API, the login and the error format to a service that uses {@code messaging}. */
@AutoConfiguration(
        after = MessagingAutoConfiguration.class,
        before = {
            DataSourceHealthContributorAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class
        })
@Import({
    HealthConfiguration.class,
    LogConfiguration.class,
    LoginConfiguration.class,
    HealthConfiguration.class,
    WebConfiguration.class,
    OpenApiConfiguration.class,
    DeadLetterWebConfiguration.class,
    ConsumerWebConfiguration.class,
    JobWebConfiguration.class,
    AuditWebConfiguration.class,
    OverviewWebConfiguration.class,
    TracingWebConfiguration.class
})
public class OperationsAutoConfiguration {}
