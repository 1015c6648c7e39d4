package io.orderflow.operations.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service shuts down.
 *
 * @param notice how long the service takes requests after it has reported that it is not ready; set it a little longer than the
 *     interval of the proxy's health checks
 */
@ConfigurationProperties("orderflow.shutdown")
record ShutdownProperties(@DefaultValue("0s") Duration notice) {}
