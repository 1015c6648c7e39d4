package io.orderflow.operations.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service ends.
 *
 * @param notice how long it takes requests after it has said that it is not ready: a little longer than a proxy in front of it
 *     takes to ask again
 */
@ConfigurationProperties("orderflow.shutdown")
record ShutdownProperties(@DefaultValue("0s") Duration notice) {}
