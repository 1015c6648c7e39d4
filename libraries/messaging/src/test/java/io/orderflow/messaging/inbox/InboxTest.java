package io.orderflow.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MessagingTest
class InboxTest {

    @Autowired
    private Inbox inbox;

    @Autowired
    private JdbcClient jdbc;

    private final UUID message = UUID.randomUUID();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void doesTheWorkOfAMessageOnce() {
        inbox.once("a", message, done::incrementAndGet);
        inbox.once("a", message, done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    @Test
    void doesTheWorkForEachConsumer() {
        inbox.once("a", message, done::incrementAndGet);
        inbox.once("b", message, done::incrementAndGet);

        assertThat(done).hasValue(2);
    }

    @Test
    void doesTheWorkAgainAfterAFailure() {
        assertThatThrownBy(() -> inbox.once("a", message, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        inbox.once("a", message, done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    @Test
    void doesTheWorkOnceUnderConcurrency() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            threads.submit(() -> {
                start.await();
                inbox.once("a", message, done::incrementAndGet);
                return null;
            });
        }
        start.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void deletesOnlyOldEntries() {
        inbox.once("a", message, done::incrementAndGet);
        handledLongAgo("a", UUID.randomUUID());

        assertThat(inbox.forgetOlderThan(Duration.ofDays(14), 10)).isEqualTo(1);
        inbox.once("a", message, done::incrementAndGet);
        assertThat(done).hasValue(1);
    }

    @Test
    void deletesAtMostTheGivenNumber() {
        for (int i = 0; i < 3; i++) {
            handledLongAgo("a", UUID.randomUUID());
        }

        assertThat(inbox.forgetOlderThan(Duration.ofDays(14), 2)).isEqualTo(2);
        assertThat(inbox.forgetOlderThan(Duration.ofDays(14), 2)).isEqualTo(1);
    }

    @Test
    void remembersAMessageAsLongAsACopyIsADeadLetterOrIsRedriven(
            @Autowired DeadLetters deadLetters, @Autowired RabbitTemplate rabbit) {
        UUID letter = UUID.randomUUID();
        handledLongAgo("elsewhere", message);
        jdbc.sql("""
                insert into messaging.dead_letter
                       (id, consumer, died_at, reason, attempts, routing_key, message_id, headers, body)
                values (?, 'elsewhere', now(), 'exhausted', 3, 'here', ?, '{}', '')""").params(letter, message.toString()).update();

        assertThat(inbox.forgetOlderThan(Duration.ofDays(14), 10)).isZero();
        assertThat(deadLetters.redrive(letter, "ada")).isTrue();
        assertThat(inbox.forgetOlderThan(Duration.ofDays(14), 10)).isZero();
        assertThat(inbox.knows("elsewhere", message)).isTrue();
        assertThat(rabbit.receive("elsewhere-here", 10_000)).isNotNull();
    }

    private void handledLongAgo(String consumer, UUID id) {
        jdbc.sql("insert into messaging.inbox values (?, ?, now() - interval '15 days')")
                .params(consumer, id)
                .update();
    }
}
