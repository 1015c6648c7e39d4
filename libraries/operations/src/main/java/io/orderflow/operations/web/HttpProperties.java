package io.orderflow.operations.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits which requests this service accepts.
 *
 * @param allowedHosts names of this service in requests, besides localhost, IP addresses and its own name; {@code *} for any
 */
@ConfigurationProperties("orderflow.http")
record HttpProperties(@DefaultValue List<String> allowedHosts) {}
