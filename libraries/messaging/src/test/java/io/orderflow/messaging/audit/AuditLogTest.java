package io.orderflow.messaging.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.MessagingTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MessagingTest
class AuditLogTest {

    @Autowired
    private AuditLog log;

    @Autowired
    private JdbcClient jdbc;

    private final String subject = UUID.randomUUID().toString();

    @Test
    void forgetsWhatIsOlderThanGiven() {
        record("365 days 1 minute");
        record("364 days");

        assertThat(log.forgetOlderThan(Duration.ofDays(365), 10)).isOne();

        assertThat(log.latest(subject, null, 10))
                .extracting(AuditLog.Action::action)
                .containsExactly("364 days");
    }

    @Test
    void forgetsNothingOfTheLastThirtyDays() {
        record("29 days");

        assertThatThrownBy(() -> log.forgetOlderThan(Duration.ofDays(30).minusSeconds(1), 10))
                .rootCause()
                .hasMessageContaining("at least 30 days");
        assertThat(log.latest(subject, null, 10)).hasSize(1);
    }

    private void record(String age) {
        jdbc.sql("""
                insert into messaging.operator_action (at, operator, action, subject)
                values (clock_timestamp() - ?::interval, 'ada', ?, ?)""").params(age, age, subject).update();
    }
}
