package io.orderflow.infrastructure;

import java.time.Instant;
import java.util.List;

/**
 * A mail that the server has accepted.
 *
 * @param id the server's own
 * @param messageId the header {@code Message-ID}, or empty
 * @param from the sender of the envelope
 * @param to the recipients of the envelope
 * @param text the plain text part, or empty
 * @param html the HTML part, or empty
 * @param size of the whole mail in bytes
 * @param receivedAt by the server's clock, when {@code MAIL FROM} arrived: when the sender began to hand this mail over
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
