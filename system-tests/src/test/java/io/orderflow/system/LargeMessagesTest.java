package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Messages that a release without size limits has left in the tables of order-service. Its process has the memory that {@code ./demo
 * up} gives, and ends if it needs more.
 */
class LargeMessagesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CUT =
            "message_id like '%s%%' and octet_length(body) = 1024 and headers ->> 'orderflow-body-bytes' = '%s'";

    private final ServiceProcess service = TestSystem.get().service(Orderflow.ORDERS);
    private final JdbcClient database = TestSystem.database("orders");

    @AfterEach
    void clean() {
        database.sql("delete from messaging.outbox where message_id like 'test-%'")
                .update();
        TestSystem.startAndAwait(Orderflow.ORDERS);
        database.sql("delete from messaging.dead_letter where message_id like 'test-%'")
                .update();
    }

    @Test
    void redrivesAndPublishesLargeMessagesInSpiteOfKills() {
        Operators.dropDeadLetters(Orderflow.ORDERS, "order-results");
        service.stop();
        fillDeadLetters();
        fillOutbox();

        service.start();
        awaitWhileAlive(() -> deadLetters("message_id like 'test-copy-%'") > 0);
        service.kill();
        assertThat(Books.outbox("orders")).isPositive();

        TestSystem.startAndAwait(Orderflow.ORDERS);
        assertThat(Operators.redriveAll(service)).isEqualTo(300);
        service.kill();
        assertThat(deadLetters("message_id like 'test-small-%'")).isLessThan(300);

        TestSystem.startAndAwait(Orderflow.ORDERS);
        awaitWhileAlive(() -> Books.outbox("orders") == 0
                && deadLetters(CUT.formatted("test-copy-", 1_000_000)) == 300
                && deadLetters(CUT.formatted("test-sent-", 15_700_000)) == 12
                && deadLetters("message_id like 'test-small-%' and redriven = 1") == 300);
        assertThat(deadLetters("message_id like 'test-large-%' and octet_length(body) = 1000000"))
                .isEqualTo(300);
        UUID order = Shop.place("large@example.org", "pm_card_visa");
        awaitWhileAlive(() -> Shop.state(order).equals("PAID/SENT"));
    }

    private void awaitWhileAlive(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(() -> !service.isAlive() || condition.call());
        assertThat(service.isAlive()).as(service.logTail()).isTrue();
    }

    private int deadLetters(String condition) {
        return database.sql("select count(distinct message_id) from messaging.dead_letter where " + condition)
                .query(Integer.class)
                .single();
    }

    /** Dead letters of 1 MB, and others that a redrive takes. */
    private void fillDeadLetters() {
        database.sql("""
                insert into messaging.dead_letter
                       (id, consumer, died_at, reason, attempts, routing_key, message_id, headers, body)
                select gen_random_uuid(), 'order-results', now(), 'unreadable', 1, 'payment.failed', kind || n, '{}',
                       convert_to(repeat('x', bytes), 'UTF8')
                  from (values ('test-large-', 1000000), ('test-small-', 30000)) as kinds (kind, bytes),
                       generate_series(1, 300) as n""").update();
    }

    /** Copies of dead letters of 1 MB, and messages of 15.7 MB. */
    private void fillOutbox() {
        database.sql("""
                insert into messaging.outbox (exchange, routing_key, message_id, headers, body)
                select exchange, 'payment.failed', kind || n,
                       jsonb_build_object('orderflow-dead-letter', gen_random_uuid(), 'orderflow-reason', 'unreadable'),
                       convert_to(repeat('x', bytes), 'UTF8')
                  from (values ('order-results.dlq', 'test-copy-', 300, 1000000), ('order-results', 'test-sent-', 12, 15700000))
                           as kinds (exchange, kind, messages, bytes),
                       generate_series(1, messages) as n""").update();
    }
}
