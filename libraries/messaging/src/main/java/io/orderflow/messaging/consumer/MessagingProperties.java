package io.orderflow.messaging.consumer;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** All consumers of a service, by name. The names of a consumer's queues derive from its name. */
@Validated
@ConfigurationProperties("orderflow")
public record MessagingProperties(@DefaultValue Map<String, @Valid ConsumerProperties> consumers) {}
