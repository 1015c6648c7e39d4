package io.orderflow.email;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Composes the MIME message of a mail, with text and HTML as alternatives. */
@Component
class MailComposer {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailTemplates templates;
    private final Session session;
    private final InternetAddress from;
    private final Clock clock;

    MailComposer(MailTemplates templates, JavaMailSenderImpl sender, MailSettings settings, Clock clock)
            throws AddressException {
        this.templates = templates;
        this.session = sender.getSession();
        this.from = new InternetAddress(settings.from(), true);
        this.clock = clock;
    }

    /** Returns the same id for the same message, even if it is redelivered: mail programs show a repeated mail once. */
    String messageId(String type, UUID id) {
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        return "<%s.%s@%s>".formatted(type, id, domain);
    }

    MimeMessage compose(Mail mail, String messageId) throws MessagingException {
        MimeMessage mime = new IdentifiedMessage(session, messageId);
        mime.setFrom(from);
        mime.setRecipient(RecipientType.TO, new InternetAddress(mail.recipient(), true));
        mime.setSubject(mail.subject(), UTF_8);
        mime.setSentDate(Date.from(clock.instant()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setContent(new MimeMultipart(
                "alternative", part("plain", templates.text(mail)), part("html", templates.html(mail))));
        mime.saveChanges();
        return mime;
    }

    private static MimeBodyPart part(String subtype, String content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    /** Keeps the given Message-ID: an ordinary {@link MimeMessage} gets a new random one at each change. */
    private static final class IdentifiedMessage extends MimeMessage {

        private final String messageId;

        IdentifiedMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
