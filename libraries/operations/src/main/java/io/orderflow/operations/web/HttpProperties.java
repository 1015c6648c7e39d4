package io.orderflow.operations.web;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits which requests this service accepts, and whose forwarded headers it trusts.
 *
 * @param allowedHosts names of this service in requests, besides localhost, IP addresses and its own name; {@code *} for any
 * @param trustedProxies IP addresses and networks such as {@code 10.1.0.0/16}, whose {@code X-Forwarded-*} headers decide
 *     scheme, host, port and client address of a request
 */
@Validated
@ConfigurationProperties("orderflow.http")
record HttpProperties(
        @DefaultValue List<String> allowedHosts,

        @DefaultValue
        List<@Pattern(regexp = ADDRESS, message = "must be an IP address or a network") String> trustedProxies) {

    private static final String ADDRESS = "([0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]+)(/[0-9]{1,3})?";
}
