package io.orderflow.email;

import io.orderflow.messages.Message;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A mail that the mail server took over. The recipient is for whoever must answer for it, and in no log. */
@Entity
class SentEmail {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private UUID id;

    private UUID messageId;
    private UUID correlationId;
    private String type;
    private String recipient;
    private String smtpMessageId;
    private Instant startedAt;
    private Instant sentAt;

    protected SentEmail() {}

    SentEmail(Message request, Mail mail, String smtpMessageId, Instant startedAt, Instant sentAt) {
        this.messageId = request.id();
        this.correlationId = request.correlationId();
        this.type = mail.type().label();
        this.recipient = mail.recipient();
        this.smtpMessageId = smtpMessageId;
        this.startedAt = startedAt;
        this.sentAt = sentAt;
    }
}
