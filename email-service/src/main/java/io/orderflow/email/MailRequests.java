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
 * Takes mails that are asked for by name and not by an order. They go through the same queue as all others, so the same limit,
 * retries and dead letters hold for them.
 */
@Service
class MailRequests {

    /** The exchange that leads into our own lanes; nobody else has any use for these messages. */
    private static final String EXCHANGE = "email";

    private final Outbox outbox;
    private final Clock clock;

    MailRequests(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @return the request's id, by which its mail is found among those sent and among the dead letters
     */
    @Transactional
    UUID passwordReset(String recipient, String resetToken, Priority priority) {
        PasswordReset request = PasswordReset.of(UUID.randomUUID(), recipient, resetToken, Instant.now(clock));
        outbox.send(EXCHANGE, request.type() + "." + priority.lane(), request);
        return request.correlationId();
    }
}
