package io.orderflow.messages;

import java.time.Instant;
import java.util.UUID;

/** The mail server accepted a mail. {@code mail} is the type of the message that requested the mail. */
@SentBy("email-service")
public record EmailSent(int version, UUID id, Instant time, UUID correlationId, String mail, String messageId)
        implements Message {

    public static final String TYPE = "email.sent";

    public EmailSent {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("mail", mail);
        Required.field("messageId", messageId);
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static EmailSent of(Message request, String mail, String messageId, Instant time) {
        return new EmailSent(1, UUID.randomUUID(), time, request.correlationId(), mail, messageId);
    }
}
