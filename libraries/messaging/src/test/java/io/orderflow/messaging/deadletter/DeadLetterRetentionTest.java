package io.orderflow.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.audit.AuditLog.Action;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@MessagingTest
class DeadLetterRetentionTest {

    private static final DeadLetterProperties SETTINGS =
            new DeadLetterProperties(Duration.ofDays(90), 10, Duration.ofDays(7));

    @Autowired
    private DeadLetterRepository repository;

    @Autowired
    private Outbox outbox;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DeadLetterMetrics metrics;

    @Autowired
    private AuditLog log;

    @Autowired
    private JdbcClient jdbc;

    /** A consumer that no other test has. */
    private final String consumer = "consumer-" + UUID.randomUUID();

    private DeadLetters deadLetters;

    @BeforeEach
    void prepare() {
        deadLetters = afresh();
        clear();
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void forgetsOldDeadLettersAndSaysSoInTheAuditLog() {
        add(3, "exhausted", "91 days");
        add(2, "expired", "91 days");
        add(1, "exhausted", "89 days");

        assertThat(deadLetters.forget(100)).isEqualTo(5);

        assertThat(deadLetters.counts()).containsExactly(entry(consumer, 1L));
        List<Action> actions = log.latest(consumer, null, 10);
        assertThat(actions).allSatisfy(it -> {
            assertThat(it.operator()).isEqualTo("retention");
            assertThat(it.action()).isEqualTo("forget");
            assertThat(it.reason()).isEqualTo("older than 90 days");
        });
        assertThat(actions)
                .extracting(it ->
                        it.details().get("deadLetters") + " " + it.details().get("reason"))
                .containsExactlyInAnyOrder("3 exhausted", "2 expired");
    }

    @Test
    void forgetsTheOldestBeyondTheNumberOfEachReason() {
        add(12, "unreadable", "1 hour");
        add(1, "unreadable", "1 day");
        add(9, "exhausted", "2 days");

        assertThat(deadLetters.forget(100)).isEqualTo(3);

        assertThat(count("unreadable")).isEqualTo(10);
        assertThat(count("exhausted")).isEqualTo(9);
        assertThat(log.latest(consumer, null, 10)).singleElement().satisfies(it -> {
            assertThat(it.reason()).isEqualTo("more than 10");
            assertThat(it.details()).containsEntry("deadLetters", 3).containsEntry("reason", "unreadable");
        });
        assertThat(jdbc.sql("select count(*) from messaging.dead_letter where filed_at < now() - interval '12 hours'"
                                + " and reason = 'unreadable'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void forgetsAtMostTheGivenNumberAtATime() {
        add(5, "exhausted", "91 days");
        add(12, "unreadable", "1 hour");

        assertThat(deadLetters.forget(3)).isEqualTo(3);
        assertThat(deadLetters.forget(3)).isEqualTo(3);
        assertThat(deadLetters.forget(3)).isEqualTo(1);
        assertThat(deadLetters.forget(3)).isZero();
        assertThat(count("unreadable")).isEqualTo(10);
    }

    @Test
    void reportsDeadLettersAWeekBeforeTheyAreForgotten() {
        add(2, "exhausted", "82 days 23 hours");
        assertThat(deadLetters.expiring()).isEmpty();

        add(3, "expired", "83 days 1 minute");
        assertThat(afresh().expiring()).containsExactly(entry(consumer, 3L));
    }

    @Test
    void reportsDeadLettersOfAReasonOfWhichAlmostTooManyAreThere() {
        add(9, "exhausted", "1 hour");
        assertThat(deadLetters.expiring()).isEmpty();

        add(1, "exhausted", "1 hour");
        assertThat(afresh().expiring()).containsExactly(entry(consumer, 1L));
    }

    /** The number of expiring dead letters is cached. */
    private DeadLetters afresh() {
        return new DeadLetters(repository, outbox, new TransactionTemplate(transactions), metrics, SETTINGS);
    }

    private void add(int number, String reason, String age) {
        jdbc.sql("""
                insert into messaging.dead_letter
                       (id, consumer, died_at, filed_at, reason, attempts, routing_key, headers, body)
                select gen_random_uuid(), ?, now(), clock_timestamp() - ?::interval, ?, 1, 'none', '{}', ''
                  from generate_series(1, ?)""").params(consumer, age, reason, number).update();
    }

    private long count(String reason) {
        return deadLetters
                .find(new DeadLetterFilter(consumer, reason, null, null, null, null), null, 100)
                .size();
    }
}
