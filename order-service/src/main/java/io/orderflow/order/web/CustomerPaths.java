package io.orderflow.order.web;

import io.orderflow.operations.login.ContentSecurityPolicy;
import io.orderflow.operations.login.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/**
 * The paths that customers reach without a login. An order's id grants access to the order: it is random and can't be guessed.
 */
@Configuration(proxyBeanMethods = false)
class CustomerPaths {

    @Bean
    PublicEndpoints customers() {
        return new PublicEndpoints()
                .add(HttpMethod.POST, "/orders", "/orders/{id}/payment")
                .add(HttpMethod.GET, "/orders/{id}", "/orders/{id}/events")
                .add(HttpMethod.GET, "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**", "/webjars/**");
    }

    /** Swagger UI contains inline styles and images as data URLs. */
    @Bean
    ContentSecurityPolicy apiPage() {
        return ContentSecurityPolicy.of(
                "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'",
                "/swagger-ui/**");
    }
}
