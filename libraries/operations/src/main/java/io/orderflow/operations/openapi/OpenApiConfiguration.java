package io.orderflow.operations.openapi;

import io.orderflow.operations.login.PublicEndpoints;
import io.swagger.v3.core.util.ObjectMapperFactory;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Serves the OpenAPI document of a service at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    @Bean
    OpenApiCustomizer apiDescription(Environment environment, ObjectProvider<PublicEndpoints> publicEndpoints) {
        return new ApiDescription(
                environment.getProperty("spring.application.name", "service"),
                publicEndpoints.stream().toList());
    }

    @Bean
    ResponseRecords responseRecords() {
        return new ResponseRecords(ObjectMapperFactory.createJson31());
    }
}
