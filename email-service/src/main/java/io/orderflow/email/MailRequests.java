package io.orderflow.email;

import io.orderflow.messages.PasswordReset;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accepts mails that are requested directly and not by an order. They use the same queue as all other mails, so the same limit, retries
 * and dead letters apply.
 */
@Service
class MailRequests {

    /** The exchange of this service's own lanes; no other service needs these messages. */
    private static final String EXCHANGE = "email";

    private final Outbox outbox;
    private final Clock clock;

    MailRequests(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return the request's id, which identifies its mail among sent mails and dead letters */
    @Transactional
    UUID passwordReset(String recipient, String resetToken, Priority priority) {
        PasswordReset request = PasswordReset.of(UUID.randomUUID(), recipient, resetToken, Instant.now(clock));
        outbox.send(EXCHANGE, priority.routingKey(request.type()), request);
        return request.correlationId();
    }
}
