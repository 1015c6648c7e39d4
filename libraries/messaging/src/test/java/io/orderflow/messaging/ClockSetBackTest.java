package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.provider.ProviderBreakers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock of the database was set back by an hour: all stored times lie an hour ahead. */
@Tag("slow")
@MessagingTest
class ClockSetBackTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String QUEUE = "elsewhere-here";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private ConsumerReports reports;

    @Autowired
    private DeadLetters deadLetters;

    @BeforeEach
    @AfterEach
    void clear(@Autowired AmqpAdmin admin) {
        jdbc.sql("delete from messaging.dead_letter").update();
        jdbc.sql("delete from messaging.delayed_job").update();
        jdbc.sql("update messaging.provider_status set throttled_until = null").update();
        admin.purgeQueue(QUEUE);
    }

    @Test
    void messagesInTheOutboxArePublished(@Autowired Outbox outbox) {
        insert("outbox", "created_at", "interval '1 hour'", "interval '1 hour'");
        assertThat(outbox.backlog().oldestSeconds()).isNotNegative();

        assertThat(rabbit.receive(QUEUE, SOON.toMillis())).isNotNull();
    }

    @Test
    void delayedJobsWaitAsLongAsTheyWereToWait(@Autowired DelayedJobs jobs) {
        insert("delayed_job", "key, created_at", "interval '1 hour'", "interval '1 hour 2 seconds'");

        assertThat(rabbit.receive(QUEUE, SOON.toMillis())).isNotNull();
        await().atMost(SOON).until(() -> jobs.count() == 0);
    }

    @Test
    void laterJobsKeepTheirTime(@Autowired DelayedJobs jobs) {
        insert("delayed_job", "key, created_at", "interval '-1 second'", "interval '1 hour'");

        assertThat(rabbit.receive(QUEUE, Duration.ofSeconds(7).toMillis())).isNull();
        assertThat(jobs.count()).isOne();
    }

    private void insert(String table, String columns, String created, String due) {
        jdbc.sql("""
                insert into messaging.%s
                       (%s, due_at, exchange, routing_key, message_id, type, correlation_id, body)
                values (%s clock_timestamp() + %s, clock_timestamp() + %s, 'elsewhere', 'here', '1', 'test', '1', '{}')""".formatted(table, columns, columns.startsWith("key") ? "'job'," : "", created, due))
                .update();
    }

    @Test
    void replicasThatReportedInTheFutureAreGone() {
        await().atMost(SOON).until(() -> report("paced").replicas() == 1);
        UUID dead = UUID.randomUUID();
        jdbc.sql("""
                insert into messaging.consumer_replica
                       (consumer, replica, seen_at, running, in_flight, handled_per_second, retried_per_second,
                        buried_per_second, next)
                values ('paced', ?, clock_timestamp() + interval '1 hour', true, 0, 0, 0, 0, '[]')""").param(dead).update();

        try {
            assertThat(report("paced").replicas()).isOne();
        } finally {
            jdbc.sql("delete from messaging.consumer_replica where replica = ?")
                    .param(dead)
                    .update();
        }
    }

    @Test
    void deadLettersOfTheFutureAreNotNewAndAreRedriven() {
        jdbc.sql("""
                insert into messaging.dead_letter
                       (id, consumer, died_at, filed_at, reason, attempts, routing_key, message_id, headers, body)
                values (gen_random_uuid(), 'elsewhere', clock_timestamp(), clock_timestamp() + interval '1 hour', 'exhausted',
                        3, 'here', '1', '{}', '{}')""").update();

        assertThat(deadLetters.reasonsOfNew(Duration.ofMinutes(10))).doesNotContainKey("elsewhere");
        assertThat(deadLetters.redrive(DeadLetterFilter.of("elsewhere"), "ada")).isOne();
    }

    @Test
    void aProviderCanThrottleAgain(@Autowired ProviderBreakers breakers, @Autowired EffectScript provider) {
        breakers.of("outside", provider).throttle(Duration.ofSeconds(1));
        jdbc.sql("update messaging.provider_status set throttled_until = clock_timestamp() + interval '1 hour'")
                .update();
        assertThat(report("outside").provider().throttledUntil()).isNull();

        breakers.of("outside", provider).throttle(Duration.ofMinutes(1));

        assertThat(report("outside").provider().throttledUntil()).isNotNull();
    }

    private ConsumerReport report(String consumer) {
        return reports.all(0).stream()
                .filter(it -> it.consumer().equals(consumer))
                .findFirst()
                .orElseThrow();
    }
}
