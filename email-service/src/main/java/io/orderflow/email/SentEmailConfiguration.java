package io.orderflow.email;

import io.orderflow.messaging.deadletter.DeadLetterProperties;
import io.orderflow.messaging.inbox.InboxProperties;
import io.orderflow.messaging.retention.Retained;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SentEmailConfiguration {

    /** @throws IllegalStateException if a mail could be sent again because its record is gone */
    @Bean
    Retained retainedSentEmails(
            SentEmails emails, SentEmailProperties settings, DeadLetterProperties deadLetters, InboxProperties inbox) {
        Duration atLeast = deadLetters.keep().plus(inbox.keep());
        if (settings.keep().compareTo(atLeast) < 0) {
            throw new IllegalStateException(
                    "orderflow.sent-emails.keep is %s days, but a request for a mail may come again after %s days (orderflow.dead-letters.keep and orderflow.inbox.keep). Keep sent mails for longer."
                            .formatted(settings.keep().toDays(), atLeast.toDays()));
        }
        return Retained.of("sent_email", atMost -> emails.forgetOlderThan(settings.keep(), atMost));
    }
}
