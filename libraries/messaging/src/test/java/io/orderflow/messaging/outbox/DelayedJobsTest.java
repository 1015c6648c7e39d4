package io.orderflow.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.MessagingTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
@MessagingTest
class DelayedJobsTest {

    private static final String EXCHANGE = "elsewhere";
    private static final String QUEUE = "elsewhere-here";

    @Autowired
    private DelayedJobs jobs;

    @Autowired
    private OutboxRelay relay;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private JdbcClient jdbc;

    private TransactionTemplate transaction;

    @BeforeEach
    void prepare(@Autowired PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
    }

    @AfterEach
    void clear(@Autowired AmqpAdmin admin) {
        jdbc.sql("delete from messaging.delayed_job").update();
        admin.purgeQueue(QUEUE);
    }

    @Test
    void areDueWithinASecondOfTheirTimeAndNotBefore() {
        Instant first = Instant.now().plusMillis(1_000);
        Map<String, Instant> due = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            Instant dueAt = first.plusMillis(170L * i);
            due.put(schedule("job-" + i, dueAt), dueAt);
        }

        for (int i = 0; i < 20; i++) {
            Message arrived = rabbit.receive(QUEUE, 10_000);
            Instant now = Instant.now();
            Instant dueAt = due.get(arrived.getMessageProperties().getMessageId());
            assertThat(now).isBetween(dueAt, dueAt.plusSeconds(1));
        }
        // A message arrives before the commit of the transaction that took its job.
        await().until(() -> jobs.count() == 0);
    }

    @Test
    void areNotStoredIfTheirTransactionRollsBack() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jobs.schedule("job", Instant.now(), EXCHANGE, "here", message());
        });

        assertThat(jobs.count()).isZero();
        assertThat(rabbit.receive(QUEUE, 800)).isNull();
    }

    @Test
    void areRefusedOutsideATransaction() {
        assertThatThrownBy(() -> jobs.schedule("job", Instant.now(), EXCHANGE, "here", message()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void arePublishedAfterARestartThatOutlastsTheirTime() {
        relay.stop();
        String id;
        try {
            id = schedule("job", Instant.now().plusMillis(50));
            assertThat(rabbit.receive(QUEUE, 800)).isNull();
        } finally {
            relay.start();
        }

        assertThat(receiveIds(1)).containsExactly(id);
    }

    @Test
    void surviveTheDeathOfDatabaseAndBroker() {
        String id = schedule("job", Instant.now().plusSeconds(3));
        SharedBackingServices.database().kill();
        SharedBackingServices.broker().kill();
        SharedBackingServices.database().start();
        SharedBackingServices.broker().start();

        assertThat(receiveIds(1)).containsExactly(id);
    }

    @Test
    void stayInTheirTableWhileTheBrokerIsAway() {
        SharedBackingServices.broker().stop();
        String id;
        try {
            id = schedule("job", Instant.now());
            await().during(Duration.ofSeconds(1)).until(() -> jobs.count() == 1);
        } finally {
            SharedBackingServices.broker().start();
        }

        assertThat(receiveIds(1)).containsExactly(id);
        await().until(() -> jobs.count() == 0);
    }

    @Test
    void areNotPublishedOnceCancelled() {
        schedule("job-1", Instant.now().plusMillis(800));
        String other = schedule("job-2", Instant.now().plusMillis(800));

        assertThat(jobs.cancel("job-1")).isTrue();
        assertThat(jobs.cancel("job-1")).isFalse();

        assertThat(receiveIds(1)).containsExactly(other);
        assertThat(rabbit.receive(QUEUE, 800)).isNull();
        assertThat(jobs.cancel("job-2")).isFalse();
    }

    @Test
    void areEitherCancelledOrPublishedInARace() {
        Instant first = Instant.now().plusMillis(500);
        Map<String, String> keys = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 400; i++) {
                PaymentFailed message = message();
                jobs.schedule("job-" + i, first.plusMillis(5L * i), EXCHANGE, "here", message);
                keys.put(message.id().toString(), "job-" + i);
            }
        });

        // Two threads cancel each job a few milliseconds before, at, or after its due time.
        Set<String> cancelled = new TreeSet<>();
        List<CompletableFuture<List<String>>> cancelling = IntStream.of(0, 1)
                .mapToObj(half -> CompletableFuture.supplyAsync(() -> cancelAsTheyBecomeDue(half, first)))
                .toList();
        releaseUntil(CompletableFuture.allOf(cancelling.toArray(CompletableFuture[]::new)));
        cancelling.forEach(it -> cancelled.addAll(it.join()));

        Set<String> published = new TreeSet<>();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Message next;
            while ((next = rabbit.receive(QUEUE)) != null) {
                published.add(keys.get(next.getMessageProperties().getMessageId()));
            }
            assertThat(published.size() + cancelled.size()).isEqualTo(400);
        });
        assertThat(published).isNotEmpty().doesNotContainAnyElementsOf(cancelled);
        assertThat(cancelled).isNotEmpty();
    }

    /** Releases jobs without a pause. A real relay polls twice a second and may miss all these moments. */
    private void releaseUntil(CompletableFuture<Void> done) {
        while (!done.isDone()) {
            transaction.executeWithoutResult(status -> jobs.release(500));
        }
    }

    private static void sleepUntil(Instant time) {
        while (Instant.now().isBefore(time)) {
            LockSupport.parkNanos(Duration.between(Instant.now(), time).toNanos());
        }
    }

    private List<String> cancelAsTheyBecomeDue(int half, Instant first) {
        List<String> cancelled = new ArrayList<>();
        for (int i = half; i < 400; i += 2) {
            sleepUntil(first.plusMillis(5L * i + i % 9 - 4));
            if (jobs.cancel("job-" + i)) {
                cancelled.add("job-" + i);
            }
        }
        return cancelled;
    }

    @Test
    void areStoredOncePerKey() {
        String first = schedule("job", Instant.now().plusMillis(300));
        schedule("job", Instant.now().plusMillis(300));

        assertThat(receiveIds(1)).containsExactly(first);
        assertThat(rabbit.receive(QUEUE, 800)).isNull();
    }

    @Test
    void areListedInPagesByDueTime() {
        Instant later = Instant.now().plusSeconds(3_600);
        schedule("c", later);
        schedule("a", later.plusSeconds(1));
        schedule("b", later);

        List<DelayedJob> first = jobs.list(null, null, 2);
        List<DelayedJob> second = jobs.list(first.get(1).dueAt(), first.get(1).key(), 2);

        assertThat(first).extracting(DelayedJob::key).containsExactly("b", "c");
        assertThat(second).extracting(DelayedJob::key).containsExactly("a");
        assertThat(jobs.list(second.get(0).dueAt(), second.get(0).key(), 2)).isEmpty();
        assertThat(jobs.count()).isEqualTo(3);
        assertThat(first.get(0).type()).isEqualTo("payment.failed");
        assertThat(first.get(0).dueAt()).isCloseTo(later, within(1, ChronoUnit.MILLIS));
    }

    private static PaymentFailed message() {
        return PaymentFailed.of(UUID.randomUUID(), "ok", Instant.EPOCH);
    }

    private String schedule(String key, Instant dueAt) {
        PaymentFailed message = message();
        transaction.executeWithoutResult(status -> jobs.schedule(key, dueAt, EXCHANGE, "here", message));
        return message.id().toString();
    }

    private List<String> receiveIds(int count) {
        List<String> ids = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> {
                    Message next = rabbit.receive(QUEUE);
                    if (next != null) {
                        ids.add(next.getMessageProperties().getMessageId());
                    }
                    return ids.size() == count;
                });
        return ids;
    }
}
