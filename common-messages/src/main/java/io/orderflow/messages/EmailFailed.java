package io.orderflow.messages;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail could not be sent, and its message is a dead letter. {@code mail} is the type of the message that requested the mail.
 */
@SentBy("email-service")
public record EmailFailed(int version, UUID id, Instant time, UUID correlationId, String mail, String reason)
        implements Message {

    public static final String TYPE = "email.failed";

    public EmailFailed {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("mail", mail);
        Required.field("reason", reason);
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static EmailFailed of(Message request, String mail, String reason, Instant time) {
        return new EmailFailed(1, UUID.randomUUID(), time, request.correlationId(), mail, reason);
    }
}
