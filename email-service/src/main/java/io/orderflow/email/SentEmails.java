package io.orderflow.email;

import io.orderflow.messages.Message;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The mails that the mail server has accepted. The table stores the recipient as evidence; logs never contain it. */
@Repository
class SentEmails {

    private final JdbcClient jdbc;

    SentEmails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Message request, Mail mail, String smtpMessageId, Instant startedAt, Instant sentAt) {
        jdbc.sql("""
                insert into sent_email (id, message_id, correlation_id, type, recipient, smtp_message_id, started_at, sent_at)
                values (gen_random_uuid(), ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        request.id(),
                        request.correlationId(),
                        mail.type().label(),
                        mail.recipient(),
                        smtpMessageId,
                        Timestamp.from(startedAt),
                        Timestamp.from(sentAt))
                .update();
    }

    /** The service may delete no record. A function of the owner does, and refuses ages under 30 days. */
    int forgetOlderThan(Duration age, int atMost) {
        return jdbc.sql("select forget_sent_emails(?, ?)")
                .params(age.toSeconds(), atMost)
                .query(Integer.class)
                .single();
    }

    boolean knows(UUID messageId) {
        return jdbc.sql("select exists (select from sent_email where message_id = ?)")
                .param(messageId)
                .query(Boolean.class)
                .single();
    }
}
