package io.orderflow.order.web;

import io.orderflow.operations.login.OpenPaths;
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
}
