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
 * Which gateway charges. {@code type} is {@code simulated} or {@code http}.
 *
 * @param type checked by the configuration that makes the gateway
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
     * A gateway spoken to over HTTP.
     *
     * @param url where its API begins; charges are posted to {@code charges} below it
     * @param apiKey sent as a bearer token, if given
     */
    record Http(
            URI url,
            String apiKey,

            @DefaultValue("2s") @NotNull @DurationMin(millis = 1)
            Duration connectTimeout,

            @DefaultValue("5s") @NotNull @DurationMin(millis = 1)
            Duration readTimeout) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Http[url=%s]".formatted(url);
        }
    }
}
