package io.orderflow.messages;

import java.time.Instant;
import java.util.UUID;

/** Requests a mail with a link to choose a new password. {@code correlationId} is the id of the request. */
@SentBy("email-service")
public record PasswordReset(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String recipient,
        @Secret String resetToken) implements Message {

    public static final String TYPE = "email.password-reset";

    public PasswordReset {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("recipient", recipient);
        Required.field("resetToken", resetToken);
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static PasswordReset of(UUID requestId, String recipient, String resetToken, Instant time) {
        return new PasswordReset(1, UUID.randomUUID(), time, requestId, recipient, resetToken);
    }

    /** Omits the token, which gives access to an account and must stay out of logs. */
    @Override
    public String toString() {
        return "PasswordReset[id=%s]".formatted(id);
    }
}
