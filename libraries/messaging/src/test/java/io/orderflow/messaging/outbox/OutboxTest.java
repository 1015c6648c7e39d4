package io.orderflow.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.OversizedBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.QueueBuilder.Overflow;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
@MessagingTest
class OutboxTest {

    private static final String EXCHANGE = "elsewhere";

    @Autowired
    private Outbox outbox;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private JdbcClient jdbc;

    private static final String QUEUE = "elsewhere-here";

    private TransactionTemplate transaction;

    @BeforeEach
    void prepare(@Autowired PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
    }

    @AfterEach
    void clear() {
        admin.purgeQueue(QUEUE);
        admin.deleteQueue("outbox-test-full");
        admin.deleteQueue("outbox-test-late");
        jdbc.sql("delete from messaging.outbox").update();
    }

    @Test
    void onlyTheRelayCommitsAsynchronously() {
        String whileRelaying = transaction.execute(status -> {
            new OutboxRepository(jdbc).beginBatch();
            return synchronousCommit();
        });
        String afterwards = transaction.execute(status -> synchronousCommit());

        assertThat(whileRelaying).isEqualTo("off");
        assertThat(afterwards).isEqualTo("on");
    }

    private String synchronousCommit() {
        return jdbc.sql("show synchronous_commit").query(String.class).single();
    }

    @Test
    void publishesACommittedMessageWithItsProperties() {
        PaymentFailed message = message();

        send("here", message);

        Message arrived = rabbit.receive(QUEUE, 10_000);
        assertThat(arrived.getMessageProperties().getMessageId())
                .isEqualTo(message.id().toString());
        assertThat(arrived.getMessageProperties().getType()).isEqualTo("payment.failed");
        assertThat(arrived.getMessageProperties().getCorrelationId())
                .isEqualTo(message.correlationId().toString());
        assertThat(arrived.getMessageProperties().getReceivedDeliveryMode().name())
                .isEqualTo("PERSISTENT");
        assertThat(arrived.getMessageProperties().getReceivedUserId())
                .isEqualTo(SharedBackingServices.broker().adminUser());
        awaitEmptyOutbox();
    }

    @Test
    void publishesNothingOfATransactionThatRollsBack() {
        transaction.executeWithoutResult(status -> {
            outbox.send(EXCHANGE, "here", message());
            status.setRollbackOnly();
        });
        PaymentFailed later = message();
        send("here", later);

        assertThat(receiveIds(1)).containsExactly(later.id().toString());
        assertThat(rabbit.receive(QUEUE)).isNull();
    }

    @Test
    void refusesToSendOutsideATransaction() {
        assertThatThrownBy(() -> outbox.send(EXCHANGE, "here", message()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void keepsMessagesWhileTheBrokerIsAwayAndPublishesThemAllWhenItIsBack() {
        SharedBackingServices.broker().kill();
        List<String> sent;
        try {
            sent = IntStream.range(0, 50).mapToObj(i -> send("here", message())).toList();
            assertThat(waiting()).isEqualTo(50);
        } finally {
            SharedBackingServices.broker().start();
        }

        assertThat(receiveIds(50)).containsExactlyInAnyOrderElementsOf(sent);
        awaitEmptyOutbox();
    }

    @Test
    void keepsAnUnroutableMessageUntilAQueueIsBound() {
        String id = send("nowhere", message());
        await().untilAsserted(() -> assertThat(failures(id)).isPositive());

        bind(QueueBuilder.durable("outbox-test-late").quorum().build(), "nowhere");

        Message arrived = rabbit.receive("outbox-test-late", 20_000);
        assertThat(arrived.getMessageProperties().getMessageId()).isEqualTo(id);
        awaitEmptyOutbox();
    }

    @Test
    void keepsMessagesThatAFullQueueRefusesAndPublishesTheRest() {
        bind(
                QueueBuilder.durable("outbox-test-full")
                        .maxLength(2)
                        .overflow(Overflow.rejectPublish)
                        .build(),
                "full");
        List<String> all = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 6; i++) {
                PaymentFailed message = message();
                all.add(message.id().toString());
                outbox.send(EXCHANGE, "full", message);
            }
        });
        String other = send("here", message());

        assertThat(receiveIds(1)).containsExactly(other);
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(4));
        List<String> arrived = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    Message next = rabbit.receive("outbox-test-full");
                    if (next != null) {
                        arrived.add(next.getMessageProperties().getMessageId());
                    }
                    assertThat(arrived).containsExactlyInAnyOrderElementsOf(all);
                });
        awaitEmptyOutbox();
    }

    @Test
    void publishesAllOthersIfOneNamesAMissingExchange() {
        List<String> good = new ArrayList<>();
        String bad = transaction.execute(status -> {
            PaymentFailed lost = message();
            outbox.send("no-such-exchange", "here", lost);
            for (int i = 0; i < 20; i++) {
                PaymentFailed message = message();
                good.add(message.id().toString());
                outbox.send(EXCHANGE, "here", message);
            }
            return lost.id().toString();
        });

        // More messages may arrive, because the relay republishes the batch that the bad message broke.
        List<String> arrived = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    Message next;
                    while ((next = rabbit.receive(QUEUE)) != null) {
                        arrived.add(next.getMessageProperties().getMessageId());
                    }
                    assertThat(arrived).containsAll(good);
                });
        await().untilAsserted(() -> assertThat(waiting()).isOne());
        assertThat(failures(bad)).isPositive();
    }

    @Test
    void publishesAllOthersIfOneExceedsAFrame() {
        Map<String, Object> huge = Map.of("huge", "h".repeat(200_000));
        transaction.executeWithoutResult(
                status -> outbox.send(new OutgoingMessage(EXCHANGE, "here", "huge", null, null, huge, new byte[0])));
        PaymentFailed other = message();
        send("here", other);

        assertThat(receiveIds(1)).containsExactly(other.id().toString());
        await().untilAsserted(() -> assertThat(failures("huge")).isPositive());
    }

    @Test
    void publishesTheFirstBytesOfABodyThatTheBrokerWouldRefuse() {
        byte[] large = "large ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        transaction.executeWithoutResult(status ->
                outbox.send(new OutgoingMessage(EXCHANGE, "here", "large", null, null, Map.of("kept", "yes"), large)));

        Message arrived = rabbit.receive(QUEUE, 10_000);
        assertThat(arrived.getBody()).isEqualTo(Arrays.copyOf(large, OversizedBody.KEPT));
        assertThat(arrived.getMessageProperties().getHeaders())
                .containsEntry("kept", "yes")
                .containsEntry(OversizedBody.BYTES, 60_000)
                .containsEntry(OversizedBody.SHA256, sha256(large));
        awaitEmptyOutbox();
    }

    @Test
    void takesNoMoreThanABatchOfBytes(@Autowired OutboxRepository repository) {
        List<Integer> batches = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into messaging.outbox (exchange, routing_key, body)
                    select 'elsewhere', 'here', decode(repeat('00', 16384), 'hex') from generate_series(1, 1000)""").update();
            int taken;
            do {
                taken = repository.takeDue(1000).size();
                batches.add(taken);
            } while (taken > 0);
            status.setRollbackOnly();
        });

        assertThat(batches).allMatch(it -> it <= 257).hasSizeGreaterThan(3);
        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
    }

    @Test
    void takesARowLargerThanABatch(@Autowired OutboxRepository repository) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into messaging.outbox (exchange, routing_key, body)
                    values ('elsewhere', 'here', decode(repeat('00', 15700000), 'hex')), ('elsewhere', 'here', '')""").update();

            assertThat(repository.takeDue(1000))
                    .singleElement()
                    .satisfies(it -> assertThat(it.message().body()).hasSize(OversizedBody.KEPT));
            assertThat(repository.takeDue(1000)).hasSize(1);
            status.setRollbackOnly();
        });
    }

    @Test
    void publishesForeignHeadersAndBinaryBodies() {
        byte[] body = {0, 1, (byte) 0xff};
        transaction.executeWithoutResult(status -> outbox.send(
                new OutgoingMessage(EXCHANGE, "here", null, null, null, Map.of("a", "nul \0 \\u0000", "b", 7), body)));

        Message arrived = rabbit.receive(QUEUE, 10_000);
        assertThat(arrived.getBody()).isEqualTo(body);
        assertThat(arrived.getMessageProperties().getHeaders())
                .containsEntry("a", "nul  \\u0000")
                .containsEntry("b", 7);
    }

    private void bind(Queue target, String key) {
        admin.declareQueue(target);
        admin.declareBinding(new Binding(target.getName(), Binding.DestinationType.QUEUE, EXCHANGE, key, Map.of()));
    }

    private static PaymentFailed message() {
        return PaymentFailed.of(UUID.randomUUID(), "ok", Instant.EPOCH);
    }

    private String send(String key, PaymentFailed message) {
        transaction.executeWithoutResult(status -> outbox.send(EXCHANGE, key, message));
        return message.id().toString();
    }

    private List<String> receiveIds(int count) {
        List<String> ids = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    Message next = rabbit.receive(QUEUE);
                    if (next != null) {
                        ids.add(next.getMessageProperties().getMessageId());
                    }
                    assertThat(ids).hasSize(count);
                });
        return ids;
    }

    private String sha256(byte[] body) {
        return jdbc.sql("select encode(sha256(?), 'hex')")
                .param(body)
                .query(String.class)
                .single();
    }

    private int waiting() {
        return jdbc.sql("select count(*) from messaging.outbox")
                .query(Integer.class)
                .single();
    }

    private int failures(String messageId) {
        return jdbc.sql("select coalesce(max(failures), 0) from messaging.outbox where message_id = ?")
                .param(messageId)
                .query(Integer.class)
                .single();
    }

    private void awaitEmptyOutbox() {
        await().untilAsserted(() -> assertThat(waiting()).isZero());
    }
}
