package io.orderflow.api;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Checks all answers of a service in tests, whichever client gets them. The service's document is {@code docs/openapi/NAME.yaml}; the
 * name is that of the application, or {@code orderflow.api-checks.document}.
 */
@AutoConfiguration
@ConditionalOnWebApplication
public class AnswerCheckAutoConfiguration {

    @Bean
    FilterRegistrationBean<AnswerCheck> answerCheck(Environment environment) {
        String name = environment.getProperty(
                "orderflow.api-checks.document", environment.getProperty("spring.application.name", ""));
        FilterRegistrationBean<AnswerCheck> filter = new FilterRegistrationBean<>(
                new AnswerCheck(() -> CommittedDocument.of(name).read()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return filter;
    }
}
