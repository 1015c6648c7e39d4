package io.orderflow.order;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
class RehearsalConfiguration {

    /** No metric counts them, and no trace shows them. */
    @Bean
    ObservationPredicate leavesOutRehearsals(Rehearsals rehearsals) {
        return (name, context) -> rehearsals.areOver()
                || !(context instanceof ServerRequestObservationContext request
                        && request.getCarrier() != null
                        && rehearsals.include(request.getCarrier().getHeader("Idempotency-Key")));
    }
}
