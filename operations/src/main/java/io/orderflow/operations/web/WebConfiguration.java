package io.orderflow.operations.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What the HTTP sides of all services share. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    BodyLimit bodyLimit(ProblemWriter problems) {
        return new BodyLimit(problems);
    }

    @Bean
    Problems problems() {
        return new Problems();
    }
}
