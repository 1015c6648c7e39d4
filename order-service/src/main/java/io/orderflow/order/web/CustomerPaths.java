package io.orderflow.order.web;

import io.orderflow.operations.login.OpenPaths;
import io.orderflow.operations.login.PagePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What customers reach without a login. Who knows an order's id may see the order: it is random and can't be guessed. */
@Configuration(proxyBeanMethods = false)
class CustomerPaths {

    @Bean
    OpenPaths customers() {
        return new OpenPaths()
                .add(HttpMethod.POST, "/orders", "/orders/{id}/payment")
                .add(HttpMethod.GET, "/orders/{id}", "/orders/{id}/events")
                .add(HttpMethod.GET, "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**", "/webjars/**");
    }

    /** Swagger UI brings pictures and styles of its own within its files. */
    @Bean
    PagePolicy apiPage() {
        return PagePolicy.of(
                "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'",
                "/swagger-ui/**");
    }
}
