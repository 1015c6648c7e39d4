package io.orderflow.backing;

import java.time.Instant;
import java.util.List;

/**
 * A mail that the server has accepted.
 *
 * @param id the server's id of the mail
 * @param messageId the header {@code Message-ID}, or empty
 * @param from the sender of the envelope
 * @param to the recipients of the envelope
 * @param text the plain text part, or empty
 * @param html the HTML part, or empty
 * @param size the size of the whole mail in bytes
 * @param receivedAt when {@code MAIL FROM} arrived, which is when the sender began to send this mail, by the server's clock
 */
public record Mail(
        String id,
        String messageId,
        String from,
        List<String> to,
        String subject,
        String text,
        String html,
        int size,
        Instant receivedAt) {

    public Mail {
        to = List.copyOf(to);
    }
}
