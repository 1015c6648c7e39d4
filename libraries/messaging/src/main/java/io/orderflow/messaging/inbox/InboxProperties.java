package io.orderflow.messaging.inbox;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the inbox remembers handled messages.
 *
 * @param keep must be longer than a message can be on its way, in an outbox, a queue or a delayed job, before it is delivered again.
 *     A dead letter may wait longer: the inbox remembers its message meanwhile
 */
@Validated
@ConfigurationProperties("orderflow.inbox")
public record InboxProperties(@DefaultValue("14d") @NotNull Duration keep) {}
