package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.deadletter.DeadLetterProperties;
import io.orderflow.messaging.inbox.InboxProperties;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class SentEmailsTest {

    private final SentEmails emails;
    private final JdbcClient jdbc;

    SentEmailsTest(SentEmails emails, JdbcClient jdbc) {
        this.emails = emails;
        this.jdbc = jdbc;
    }

    @Test
    void forgetsMailsThatWereSentLongAgo() {
        UUID old = sent("365 days 1 minute");
        UUID recent = sent("364 days");

        assertThat(emails.forgetOlderThan(Duration.ofDays(365), 10)).isOne();

        assertThat(emails.knows(old)).isFalse();
        assertThat(emails.knows(recent)).isTrue();
    }

    @Test
    void forgetsNothingOfTheLastThirtyDays() {
        UUID recent = sent("29 days");

        assertThatThrownBy(() -> emails.forgetOlderThan(Duration.ofDays(29), 10))
                .rootCause()
                .hasMessageContaining("at least 30 days");
        assertThat(emails.knows(recent)).isTrue();
    }

    @Test
    void refusesToForgetAMailWhoseRequestMayComeAgain() {
        SentEmailConfiguration configuration = new SentEmailConfiguration();
        DeadLetterProperties deadLetters = new DeadLetterProperties(Duration.ofDays(90), 10, Duration.ZERO);
        InboxProperties inbox = new InboxProperties(Duration.ofDays(14));

        assertThat(configuration.retainedSentEmails(emails, keep(104), deadLetters, inbox))
                .isNotNull();
        assertThatThrownBy(() -> configuration.retainedSentEmails(emails, keep(103), deadLetters, inbox))
                .hasMessageContaining("may come again after 104 days");
    }

    private static SentEmailProperties keep(int days) {
        return new SentEmailProperties(Duration.ofDays(days));
    }

    /** @return the id of the message that asked for the mail */
    private UUID sent(String ago) {
        UUID message = UUID.randomUUID();
        jdbc.sql("""
                insert into sent_email (id, message_id, correlation_id, type, recipient, smtp_message_id, started_at, sent_at)
                select gen_random_uuid(), ?, gen_random_uuid(), 'order_confirmation', 'ada@example.org',
                       gen_random_uuid()::text, at, at
                  from (select clock_timestamp() - ?::interval as at) as times""").params(message, ago).update();
        return message;
    }
}
