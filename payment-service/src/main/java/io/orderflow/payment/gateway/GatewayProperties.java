package io.orderflow.payment.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Selects and configures the gateway: {@code simulated} or {@code http}.
 *
 * @param type the configuration of the gateway checks its settings
 */
@Validated
@ConfigurationProperties("orderflow.gateway")
record GatewayProperties(
        @DefaultValue("simulated") Type type,
        @DefaultValue @Valid Simulated simulated,
        @DefaultValue @Valid Http http) {

    enum Type {
        SIMULATED,
        HTTP
    }

    /** @param latency how long a charge takes */
    record Simulated(
            @DefaultValue("50ms") @NotNull @DurationMin Duration latency) {}

    /**
     * A gateway that is called over HTTP.
     *
     * @param url the base address of its API; charges are posted to {@code charges} below it
     * @param apiKey sent as a bearer token, if present
     */
    record Http(
            URI url,
            String apiKey,

            @DefaultValue("2s") @NotNull @DurationMin(millis = 1)
            Duration connectTimeout,

            @DefaultValue("5s") @NotNull @DurationMin(millis = 1)
            Duration readTimeout) {

        /** Omits the key. */
        @Override
        public String toString() {
            return "Http[url=%s]".formatted(url);
        }
    }
}
