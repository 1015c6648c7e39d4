package io.orderflow.messaging.deadletter;

import static io.orderflow.messaging.ScriptedMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.PasswordReset;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.LeakyHandler;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.ScriptedHandler;
import io.orderflow.messaging.ScriptedMessages;
import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.deadletter.DeadLetters.Position;
import io.orderflow.messaging.topology.ConsumerQueues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@MessagingTest
@ExtendWith(OutputCaptureExtension.class)
class DeadLettersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private DeadLetterArchiver archiver;

    @Autowired
    private AuditLog log;

    @Autowired
    private ScriptedHandler handler;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void listsNewestFirstInPages() {
        List<UUID> buried = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            buried.add(0, messages.publish("refuse"));
            awaitDead(i + 1);
        }

        for (int i = 0; i < 3; i++) {
            List<DeadLetter> first = deadLetters.find(DeadLetterFilter.all(), null, 4);
            List<DeadLetter> second = deadLetters.find(DeadLetterFilter.all(), Position.of(first.get(3)), 4);
            assertThat(Stream.concat(first.stream(), second.stream()))
                    .extracting(DeadLetter::messageId)
                    .containsExactlyElementsOf(
                            buried.stream().map(UUID::toString).toList());
        }
        assertThat(deadLetters.counts()).containsEntry("demo", 7L);
        assertThat(admin.getQueueInfo("demo.dlq").getMessageCount()).isZero();
    }

    @Test
    void filtersByConsumerReasonTypeSubjectAndTime() {
        Instant before = Instant.now().minusSeconds(1);
        PaymentFailed refused = message("refuse");
        messages.publish(refused);
        rabbit.send("", "demo.regular", new Message("hello".getBytes(StandardCharsets.UTF_8)));
        awaitDead(2);

        assertThat(found(new DeadLetterFilter("demo", null, null, null, null, null)))
                .isEqualTo(2);
        assertThat(found(new DeadLetterFilter("paced", null, null, null, null, null)))
                .isZero();
        assertThat(found(new DeadLetterFilter(null, "unreadable", null, null, null, null)))
                .isOne();
        assertThat(found(new DeadLetterFilter(null, "permanent", null, null, null, null)))
                .isOne();
        assertThat(found(new DeadLetterFilter(null, null, "payment.failed", null, null, null)))
                .isOne();
        assertThat(found(new DeadLetterFilter(
                        null, null, null, refused.correlationId().toString(), null, null)))
                .isOne();
        assertThat(found(new DeadLetterFilter(null, null, null, null, before, null)))
                .isEqualTo(2);
        assertThat(found(new DeadLetterFilter(null, null, null, null, null, before)))
                .isZero();
    }

    @Test
    void showsErrorHeadersAndPayload() {
        messages.publish("refuse");
        DeadLetter dead = awaitDead(1).get(0);

        DeadLetterDetails details = deadLetters.show(dead.id()).orElseThrow();
        assertThat(details.letter()).isEqualTo(dead);
        assertThat(dead.error()).endsWith("NonRetryableException: this can't be done");
        assertThat(dead.attempts()).isOne();
        assertThat(dead.queue()).isEqualTo("demo.regular");
        assertThat(details.payload().get("reason").asString()).isEqualTo("refuse");
        assertThat(details.headers()).containsEntry(FailureHeaders.ROUTING_KEY, "payment.failed.regular");
        assertThat(deadLetters.show(UUID.randomUUID())).isEmpty();
    }

    @Test
    void masksSecretsInErrorsAndJsonAndHidesAllOtherBodies(@Autowired LeakyHandler leaky, CapturedOutput output) {
        leaky.forget();
        PasswordReset reset = PasswordReset.of(UUID.randomUUID(), "ada@example.org", "t0p+s3cret", Instant.EPOCH);
        String newer = new String(codec.write(reset), StandardCharsets.UTF_8).replace("\"version\":1", "\"version\":9");
        Stream.of(
                        new String(codec.write(reset), StandardCharsets.UTF_8),
                        "[" + newer + "]",
                        newer + "t0p+s3cret",
                        "t0p+s3cret",
                        "\"t0p+s3cret\"")
                .forEach(body -> rabbit.send(
                        "demo.events",
                        "email.password-reset.regular",
                        new Message(body.getBytes(StandardCharsets.UTF_8))));

        List<DeadLetterDetails> all = awaitDead(5).stream()
                .map(it -> deadLetters.show(it.id()).orElseThrow())
                .toList();

        assertThat(all).noneMatch(it -> it.toString().contains("s3cret"));
        assertThat(all).filteredOn(it -> it.payload() != null).hasSize(2);
        assertThat(all).filteredOn(it -> it.payload() == null).allMatch(it -> it.bytes() > 0);
        assertThat(leaky.reasons()).singleElement().asString().contains("***").doesNotContain("s3cret");
        assertThat(output).contains("token=***").doesNotContain("s3cret");
    }

    @Test
    void redrivesWithZeroAttemptsAndRecordsTheOperator() {
        UUID id = messages.publish("fail always");
        DeadLetter dead = awaitDead(1).get(0);
        assertThat(dead.attempts()).isEqualTo(3);

        assertThat(deadLetters.redrive(dead.id(), "ada")).isTrue();

        await().atMost(PATIENCE).until(() -> handler.callsFor(id) == 6);
        DeadLetter again = awaitDead(1).get(0);
        assertThat(again.id()).isNotEqualTo(dead.id());
        assertThat(again.messageId()).isEqualTo(id.toString());
        assertThat(again.attempts()).isEqualTo(3);
        assertThat(again.redriven()).isOne();
        assertThat(again.queue()).isEqualTo("demo.regular");
        AuditLog.Action note = log.latest(dead.id().toString(), null, 10).get(0);
        assertThat(note.operator()).isEqualTo("ada");
        assertThat(note.action()).isEqualTo("redrive");
        assertThat(note.at()).isBetween(again.diedAt().minusSeconds(30), again.diedAt());
        assertThat(note.details()).containsEntry("messageId", id.toString()).containsEntry("consumer", "demo");
        assertThat(deadLetters.redrive(dead.id(), "ada")).isFalse();
    }

    @Test
    void dropsOneAndKeepsTheReason() {
        messages.publish("refuse");
        DeadLetter dead = awaitDead(1).get(0);

        assertThat(deadLetters.drop(dead.id(), "ada", "a test order")).isTrue();
        assertThat(deadLetters.drop(dead.id(), "ada", "again")).isFalse();

        assertThat(deadLetters.show(dead.id())).isEmpty();
        assertThat(log.latest(dead.id().toString(), null, 10)).singleElement().satisfies(it -> {
            assertThat(it.action()).isEqualTo("drop");
            assertThat(it.reason()).isEqualTo("a test order");
        });
    }

    @Test
    void redrivesEachMatchOnceDespiteConcurrentOperators() {
        List<UUID> messages = IntStream.range(0, 3000)
                .mapToObj(i -> fileAsDead(message("ok"), "exhausted"))
                .toList();
        fileAsDead(message("refuse"), "permanent");
        DeadLetterFilter exhausted = new DeadLetterFilter("demo", "exhausted", null, null, null, null);

        List<CompletableFuture<Integer>> operators = Stream.of("ada", "grace", "linus")
                .map(who -> CompletableFuture.supplyAsync(() -> deadLetters.redrive(exhausted, who)))
                .toList();

        assertThat(operators.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(3000);
        await().atMost(PATIENCE).until(() -> effects(messages) == 3000);
        assertThat(deadLetters.find(DeadLetterFilter.all(), null, 10))
                .extracting(DeadLetter::reason)
                .containsExactly("permanent");
        assertThat(messages.stream().mapToLong(handler::callsFor).sum()).isEqualTo(3000);
    }

    @Test
    void redrivesEachOnceEvenIfItFailsAgainAtOnce() {
        IntStream.range(0, 1500).forEach(i -> fileAsDead(message("refuse"), "exhausted"));

        assertThat(deadLetters.redrive(DeadLetterFilter.of("demo"), "ada")).isEqualTo(1500);

        await().atMost(PATIENCE)
                .until(() -> deadLetters.counts().getOrDefault("demo", 0L) == 1500
                        && deadLetters.find(DeadLetterFilter.of("demo"), null, 2000).stream()
                                .allMatch(it -> it.redriven() == 1));
    }

    @Test
    void redrivesNothingStoredAfterTheRequest(@Autowired DeadLetterRepository repository) {
        Instant pressed = repository.now();
        messages.publish("refuse");
        awaitDead(1);

        assertThat(repository.redrive(DeadLetterFilter.of("demo"), pressed, 10, "ada"))
                .isZero();
        assertThat(repository.redrive(DeadLetterFilter.of("demo"), repository.now(), 10, "ada"))
                .isOne();
        awaitDead(1);
    }

    @Test
    void findsAPageAmongTenThousandInLessThanASecond() {
        jdbc.sql("""
                insert into messaging.dead_letter
                       (id, consumer, died_at, reason, attempts, routing_key, correlation_id, headers, body)
                select gen_random_uuid(), 'demo', now() - n * interval '1 second', 'exhausted', 3, 'demo.regular',
                       'order-' || n, '{"a": "b"}', decode(repeat('ab', 1000), 'hex')
                  from generate_series(1, 10000) n""").update();

        long began = System.nanoTime();
        List<DeadLetter> newest = deadLetters.find(DeadLetterFilter.all(), null, 50);
        List<DeadLetter> one =
                deadLetters.find(new DeadLetterFilter("demo", "exhausted", null, "order-9999", null, null), null, 50);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(newest).hasSize(50);
        assertThat(newest.get(0).correlationId()).isEqualTo("order-1");
        assertThat(one).hasSize(1);
    }

    @Test
    void storesBrokerDeadLettersAndForeignMessages() {
        byte[] body = codec.write(message("ok"));
        Message rejected = MessageBuilder.withBody(body)
                .setMessageId("1")
                .setHeader(
                        "x-death",
                        List.of(Map.of(
                                "reason",
                                "delivery_limit",
                                "queue",
                                "demo.vip",
                                "routing-keys",
                                List.of("payment.failed.vip"))))
                .build();
        rejected.getMessageProperties().setReceivedRoutingKey("payment.failed.vip");
        ConsumerQueues queues = new ConsumerQueues("demo", true, List.of(Duration.ofMillis(300)));

        archiver.file(queues, rejected);
        archiver.file(queues, rejected);
        rabbit.send(
                "demo.dlq",
                "payment.failed.regular",
                MessageBuilder.withBody(body)
                        .setHeader(FailureHeaders.DEAD_LETTER, "no UUID")
                        .setHeader(FailureHeaders.LAST_FAILED_AT, "yesterday \0")
                        .setHeader(FailureHeaders.ATTEMPTS, "many")
                        .build());

        assertThat(awaitDead(2))
                .extracting(DeadLetter::reason, DeadLetter::queue)
                .containsExactlyInAnyOrder(tuple("delivery_limit", "demo.vip"), tuple("unknown", null));
        deadLetters.redrive(DeadLetterFilter.all(), "ada");
        await().atMost(PATIENCE)
                .until(() -> outboxIsEmpty() && deadLetters.counts().isEmpty());
    }

    @Test
    void storesARedeliveredDeadLetterOnce() {
        messages.publish("refuse");
        DeadLetter dead = awaitDead(1).get(0);
        Message copy = MessageBuilder.withBody(codec.write(message("refuse")))
                .setHeader(FailureHeaders.DEAD_LETTER, dead.id().toString())
                .build();

        deadLetters.drop(dead.id(), "ada", "done with");
        rabbit.send("", "demo.dlq", copy);
        UUID last = messages.publish("refuse");

        await().atMost(PATIENCE).until(() -> admin.getQueueInfo("demo.dlq").getMessageCount() == 0);
        assertThat(awaitDead(1)).extracting(DeadLetter::messageId).containsExactly(last.toString());
    }

    @Test
    void keepsOversizedDeadLettersOutOfARedrive() {
        UUID small = fileAsDead(message("ok"), "exhausted");
        UUID large = UUID.randomUUID();
        jdbc.sql("""
                insert into messaging.dead_letter (id, consumer, died_at, reason, attempts, routing_key, headers, body)
                values (?, 'demo', now(), 'exhausted', 3, 'payment.failed.regular', '{}',
                        decode(repeat('00', 1000000), 'hex'))""").param(large).update();

        assertThat(deadLetters.redrive(DeadLetterFilter.of("demo"), "ada")).isOne();
        assertThatThrownBy(() -> deadLetters.redrive(large, "ada"))
                .isInstanceOf(OversizedDeadLetterException.class)
                .hasMessageContaining("32768 bytes");

        await().atMost(PATIENCE).until(() -> handler.callsFor(small) == 1);
        DeadLetterDetails details = deadLetters.show(large).orElseThrow();
        assertThat(details.bytes()).isEqualTo(1_000_000);
        assertThat(details.payload()).isNull();
        assertThat(deadLetters.drop(large, "ada", "too large")).isTrue();
    }

    @Test
    void storesOneDeadLetterIfARedriveIsPublishedTwice() {
        rabbit.send("", "demo.regular", new Message("hello".getBytes(StandardCharsets.UTF_8)));
        DeadLetter dead = awaitDead(1).get(0);
        Message redriven = MessageBuilder.withBody("hello".getBytes(StandardCharsets.UTF_8))
                .setHeader(FailureHeaders.REDRIVE, dead.id().toString())
                .setUserId(SharedBackingServices.broker().adminUser())
                .build();
        deadLetters.drop(dead.id(), "ada", "as if redriven");

        rabbit.send("", "demo.regular", redriven);
        rabbit.send("", "demo.regular", redriven);
        UUID last = messages.publish("refuse");
        awaitDeadMessage(last);

        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() ->
                        deadLetters.find(DeadLetterFilter.of("demo"), null, 100).size() == 2);
    }

    @Test
    void redrivenUnreadableMessageNamesItsDeadLetter() {
        rabbit.send("", "demo.regular", new Message("hello".getBytes(StandardCharsets.UTF_8)));
        DeadLetter dead = awaitDead(1).get(0);

        deadLetters.redrive(dead.id(), "ada");

        DeadLetter again = await().atMost(PATIENCE)
                .until(
                        () -> deadLetters.find(DeadLetterFilter.of("demo"), null, 1),
                        it -> it.size() == 1 && it.get(0).redriven() == 1)
                .get(0);
        assertThat(deadLetters.show(again.id()).orElseThrow().headers())
                .containsEntry(FailureHeaders.REDRIVE, dead.id().toString());
    }

    @Test
    void doesNotTrustTheRedriveHeaderOfOtherUsers() {
        Message foreign = MessageBuilder.withBody("hello".getBytes(StandardCharsets.UTF_8))
                .setHeader(FailureHeaders.REDRIVE, "of another user")
                .build();

        rabbit.send("", "demo.regular", foreign);
        rabbit.send("", "demo.regular", foreign);

        awaitDead(2);
    }

    @Test
    void doesNotTrustTheRedriveHeaderOfOtherUsersAfterRetries() {
        for (int i = 0; i < 2; i++) {
            Message foreign = MessageBuilder.withBody(codec.write(message("fail always")))
                    .setHeader(FailureHeaders.REDRIVE, "of another user")
                    .build();
            rabbit.send("demo", "payment.failed.regular", foreign);
        }

        assertThat(awaitDead(2)).extracting(DeadLetter::reason).containsOnly("exhausted");
    }

    private void awaitDeadMessage(UUID messageId) {
        await().atMost(PATIENCE)
                .until(() -> deadLetters.find(DeadLetterFilter.of("demo"), null, 100).stream()
                        .anyMatch(it -> messageId.toString().equals(it.messageId())));
    }

    private int found(DeadLetterFilter filter) {
        return deadLetters.find(filter, null, 100).size();
    }

    private List<DeadLetter> awaitDead(int count) {
        return await().atMost(PATIENCE)
                .until(() -> deadLetters.find(DeadLetterFilter.of("demo"), null, 100), it -> it.size() == count);
    }

    private UUID fileAsDead(PaymentFailed message, String reason) {
        jdbc.sql("""
                insert into messaging.dead_letter
                       (id, consumer, died_at, reason, attempts, routing_key, message_id, type, headers, body)
                values (?, 'demo', now(), ?, 3, 'payment.failed.regular', ?, ?, '{"orderflow-attempts": 3}', ?)""")
                .params(UUID.randomUUID(), reason, message.id().toString(), message.type(), codec.write(message))
                .update();
        return message.id();
    }

    private int effects(List<UUID> messages) {
        return jdbc.sql("select count(*) from effect where message_id = any (?) and what = 'handled'")
                .param(messages.toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    private boolean outboxIsEmpty() {
        return jdbc.sql("select count(*) = 0 from messaging.outbox")
                .query(Boolean.class)
                .single();
    }
}
