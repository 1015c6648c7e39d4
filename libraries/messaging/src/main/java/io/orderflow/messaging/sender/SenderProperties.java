package io.orderflow.messaging.sender;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How strictly consumers check who has sent a message.
 *
 * @param required whether a message without {@code user_id} is refused. The previous release does not set it, so require it only
 *     when none of its messages is left
 */
@ConfigurationProperties("orderflow.senders")
record SenderProperties(@DefaultValue("false") boolean required) {}
