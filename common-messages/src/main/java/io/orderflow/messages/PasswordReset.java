package io.orderflow.messages;

import java.time.Instant;
import java.util.UUID;

/** Asks for a mail with a link to choose a new password. {@code correlationId} names the request. */
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

    /** The token opens an account, so it is in no log. */
    @Override
    public String toString() {
        return "PasswordReset[id=%s]".formatted(id);
    }
}
