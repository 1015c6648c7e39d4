package io.orderflow.infrastructure;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Parses the content of a received mail. */
final class MailParser {

    private MailParser() {}

    static Mail parse(String id, String from, List<String> to, byte[] content, Instant receivedAt) {
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(content));
            return new Mail(
                    id,
                    Objects.requireNonNullElse(message.getMessageID(), ""),
                    from,
                    to,
                    Objects.requireNonNullElse(message.getSubject(), ""),
                    firstPart(message, "text/plain"),
                    firstPart(message, "text/html"),
                    content.length,
                    receivedAt);
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("Not a mail: " + e.getMessage(), e);
        }
    }

    private static String firstPart(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                String found = firstPart(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
