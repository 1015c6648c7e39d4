package io.orderflow.email;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.EmailSent;
import io.orderflow.messages.Message;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.ratelimit.Permit;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends mails and tells how it went. A mail goes out twice only if this service dies between the mail server's
 * acceptance and the commit, and then under the same {@code Message-ID}.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class Mailer {

    static final String RESULTS = "order.results";

    private final MailComposer composer;
    private final SmtpClient smtp;
    private final SentEmails sentEmails;
    private final Outbox outbox;
    private final Clock clock;

    Mailer(MailComposer composer, SmtpClient smtp, SentEmails sentEmails, Outbox outbox, Clock clock) {
        this.composer = composer;
        this.smtp = smtp;
        this.sentEmails = sentEmails;
        this.outbox = outbox;
        this.clock = clock;
    }

    void send(Message request, Mail mail, Permit permit) {
        // The inbox keeps repetitions out and apart, but forgets after a while. Without this look the unique key would
        // object too, only after the mail was sent once more.
        if (sentEmails.knows(request.id())) {
            return;
        }
        String smtpMessageId = composer.messageId(request.type(), request.id());
        Instant startedAt = handOver(mail, smtpMessageId, permit);
        Instant sentAt = clock.instant();
        sentEmails.add(request, mail, smtpMessageId, startedAt, sentAt);
        outbox.send(RESULTS, EmailSent.TYPE, EmailSent.of(request, request.type(), smtpMessageId, sentAt));
    }

    private Instant handOver(Mail mail, String smtpMessageId, Permit permit) {
        try {
            MimeMessage mime = composer.compose(mail, smtpMessageId);
            return smtp.send(mime, permit);
        } catch (MessagingException e) {
            throw SmtpFailures.classified(e);
        }
    }

    /** The request has become a dead letter. */
    void giveUp(Message request, String reason) {
        outbox.send(RESULTS, EmailFailed.TYPE, EmailFailed.of(request, request.type(), reason, clock.instant()));
    }
}
