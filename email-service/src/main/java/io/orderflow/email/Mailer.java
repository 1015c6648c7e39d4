package io.orderflow.email;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.EmailSent;
import io.orderflow.messages.Message;
import io.orderflow.messaging.Provider;
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
 * Sends mails and reports the outcome. A mail is sent twice only if this service stops between the mail server's acceptance and the
 * commit of the outcome: it crashes, or pauses for longer than its lease. Then both mails have the same {@code Message-ID}.
 */
@Service
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

    /** A mail that the mail server has accepted. */
    record Sent(Mail mail, String smtpMessageId, Instant startedAt, Instant sentAt) {}

    Provider mailServer() {
        return smtp;
    }

    /**
     * Needed because the inbox forgets old messages. The unique key would also reject a repetition, but only after the mail was sent
     * again.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isUnsent(Message request) {
        return !sentEmails.knows(request.id());
    }

    /** Sends the mail, outside of any transaction. */
    public Sent send(Message request, Mail mail, Permit permit) {
        String smtpMessageId = composer.messageId(request.type(), request.id());
        Instant startedAt = smtp.send(compose(mail, smtpMessageId), permit);
        return new Sent(mail, smtpMessageId, startedAt, clock.instant());
    }

    private MimeMessage compose(Mail mail, String smtpMessageId) {
        try {
            return composer.compose(mail, smtpMessageId);
        } catch (MessagingException e) {
            throw SmtpFailures.whileSending(e);
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Message request, Sent sent) {
        sentEmails.add(request, sent.mail(), sent.smtpMessageId(), sent.startedAt(), sent.sentAt());
        outbox.send(
                RESULTS, EmailSent.TYPE, EmailSent.of(request, request.type(), sent.smtpMessageId(), sent.sentAt()));
    }

    /** Reports the failure after the request has become a dead letter. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveUp(Message request, String reason) {
        outbox.send(RESULTS, EmailFailed.TYPE, EmailFailed.of(request, request.type(), reason, clock.instant()));
    }
}
