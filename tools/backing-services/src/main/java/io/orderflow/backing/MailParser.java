package io.orderflow.backing;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Parses the content of a received mail. Parses one mail at a time, because a parsed mail needs many times its size. */
final class MailParser {

    private static final int MAX_LINE = 998;
    private static final int MAX_BOUNDARIES = 1_000;
    private static final int MAX_DEPTH = 5;

    private MailParser() {}

    /** @throws IllegalArgumentException if the content is not a mail, or has too many parts */
    static synchronized Mail parse(String id, String from, List<String> to, byte[] content, Instant receivedAt) {
        if (boundaries(content) > MAX_BOUNDARIES) {
            throw new IllegalArgumentException("The mail has too many parts");
        }
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(content));
            return new Mail(
                    id,
                    line(message.getMessageID()),
                    from,
                    to,
                    line(message.getSubject()),
                    firstPart(message, "text/plain", MAX_DEPTH),
                    firstPart(message, "text/html", MAX_DEPTH),
                    content.length,
                    receivedAt);
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("Not a mail: " + e.getMessage(), e);
        }
    }

    /** Counts the lines that may separate parts. */
    private static int boundaries(byte[] content) {
        int count = 0;
        for (int i = 2; i < content.length; i++) {
            if (content[i] == '-' && content[i - 1] == '-' && content[i - 2] == '\n') {
                count++;
            }
        }
        return count;
    }

    private static String line(String header) {
        return header == null ? "" : header.substring(0, Math.min(MAX_LINE, header.length()));
    }

    private static String firstPart(Part part, String type, int depth) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (depth > 0 && part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                String found = firstPart(parts.getBodyPart(i), type, depth - 1);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
