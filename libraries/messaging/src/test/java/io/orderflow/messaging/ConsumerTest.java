package io.orderflow.messaging;

import static io.orderflow.messaging.ScriptedMessages.message;
import static io.orderflow.messaging.deadletter.FailureHeaders.ATTEMPTS;
import static io.orderflow.messaging.deadletter.FailureHeaders.EXCEPTION;
import static io.orderflow.messaging.deadletter.FailureHeaders.FIRST_FAILED_AT;
import static io.orderflow.messaging.deadletter.FailureHeaders.LAST_FAILED_AT;
import static io.orderflow.messaging.deadletter.FailureHeaders.QUEUE;
import static io.orderflow.messaging.deadletter.FailureHeaders.REASON;
import static io.orderflow.messaging.deadletter.FailureHeaders.ROUTING_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.consumer.ConsumerControl;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@MessagingTest
class ConsumerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private ScriptedHandler handler;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private ConsumerControl control;

    @BeforeEach
    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void handlesAMessage() {
        UUID id = messages.publish("ok");

        awaitEffects(id, "handled");
    }

    @Test
    void handlesARedeliveredMessageOnce() {
        PaymentFailed message = message("ok");
        messages.publish(message);
        messages.publish(message);
        UUID later = messages.publish("ok");

        awaitEffects(later, "handled");
        await().atMost(PATIENCE).until(() -> admin.getQueueInfo("demo.regular").getMessageCount() == 0);
        assertThat(handler.effects(message.id())).containsExactly("handled");
    }

    @Test
    void retriesTransientFailureAfterAPauseInAWaitQueue() {
        UUID id = messages.publish("fail twice");

        awaitEffects(id, "handled");
        assertThat(handler.callsFor(id)).isEqualTo(3);
        assertThat(dead()).isEmpty();
    }

    @Test
    void deadLettersAfterTheLastAttemptWithReasonTimesAndCount() {
        Instant before = Instant.now();
        UUID id = messages.publish("payment.failed.bulk", message("fail always"));

        DeadLetter dead = deadLetter();
        Map<String, Object> headers = headers(dead);
        assertThat(dead.messageId()).isEqualTo(id.toString());
        assertThat(headers)
                .containsEntry(ATTEMPTS, 3)
                .containsEntry(REASON, "exhausted")
                .containsEntry(ROUTING_KEY, "payment.failed.bulk")
                .containsEntry(QUEUE, "demo.bulk")
                .containsEntry(EXCEPTION, "java.lang.IllegalStateException: not today");
        Instant first = Instant.parse((String) headers.get(FIRST_FAILED_AT));
        Instant last = Instant.parse((String) headers.get(LAST_FAILED_AT));
        assertThat(first).isAfterOrEqualTo(before);
        // At least the sum of both pauses.
        assertThat(Duration.between(first, last)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        awaitEffects(id, "dead: failed 3 times, last with: not today");
        assertThat(handler.callsFor(id)).isEqualTo(3);
    }

    @Test
    void deadLettersPermanentFailureAtOnce() {
        UUID id = messages.publish("refuse");

        assertThat(headers(deadLetter())).containsEntry(ATTEMPTS, 1).containsEntry(REASON, "permanent");
        awaitEffects(id, "dead: this can't be done");
    }

    @Test
    void handlesOtherMessagesWhileSomeWaitForTheirRetry() {
        IntStream.range(0, 50).forEach(i -> messages.publish("fail always"));
        UUID good = messages.publish("ok");

        awaitEffects(good, "handled");
        assertThat(dead()).as("none is dead yet").isEmpty();
        await().atMost(PATIENCE).until(() -> dead().size() == 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "null",
                "{\"type\":\"payment.refunded\"}",
                "{\"type\":\"payment.failed\",\"version\":1}"
            })
    void deadLettersUnreadableMessageAndGoesOn(String body) {
        publishRaw(body.getBytes(StandardCharsets.UTF_8));
        UUID good = messages.publish("ok");

        awaitEffects(good, "handled");
        DeadLetter dead = deadLetter();
        assertThat(body(dead)).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(headers(dead)).containsEntry(REASON, "unreadable").containsEntry(ATTEMPTS, 1);
    }

    @Test
    void deadLettersAFloodOfUnreadableMessagesInFewTransactions() {
        int flood = 1_000;
        UUID good = publishWhilePaused(() -> IntStream.range(0, flood).forEach(i -> publishRaw(bytes("flood " + i))));

        awaitEffects(good, "handled");
        await().atMost(PATIENCE).until(() -> count("select count(distinct body) from messaging.dead_letter") == flood);
        assertThat(count("select count(*) from messaging.dead_letter")).isEqualTo(flood);
        assertThat(count("select count(distinct xmin::text) from messaging.dead_letter"))
                .as("transactions")
                .isLessThan(flood / 4);
    }

    @Test
    void deadLettersAllOthersOfAGroupIfOneCannotBeStored() {
        jdbc.sql("""
                alter table messaging.dead_letter
                  add constraint none_is_bad check (reason <> 'unreadable' or position('bad'::bytea in body) = 0)""").update();
        try {
            UUID good = publishWhilePaused(() ->
                    IntStream.range(0, 41).forEach(i -> publishRaw(bytes(i == 20 ? "bad" : "flood " + i))));

            awaitEffects(good, "handled");
            await().atMost(PATIENCE).until(() -> dead().size() == 41);
            assertThat(count("select count(distinct body) from messaging.dead_letter where reason = 'unreadable'"))
                    .isEqualTo(40);
            assertThat(count("select count(*) from messaging.dead_letter where reason = 'rejected'"))
                    .isOne();
        } finally {
            jdbc.sql("alter table messaging.dead_letter drop constraint none_is_bad")
                    .update();
        }
    }

    /** @return the id of a message behind the others */
    private UUID publishWhilePaused(Runnable others) {
        control.pause("demo", "test");
        try {
            await().atMost(PATIENCE)
                    .until(() -> admin.getQueueInfo("demo.regular").getConsumerCount() == 0);
            others.run();
            return messages.publish("ok");
        } finally {
            control.resume("demo", "test");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Test
    void deadLettersMessageWithoutAHandler(@Autowired MessageCodec codec) {
        PaymentCompleted unexpected = PaymentCompleted.of(UUID.randomUUID(), "ch_1", Instant.EPOCH);
        rabbit.send("demo", "payment.completed.regular", new Message(codec.write(unexpected)));

        DeadLetter dead = deadLetter();
        assertThat(dead.reason()).isEqualTo("unreadable");
        assertThat(dead.error()).endsWith("no handler for type 'payment.completed' here");
    }

    @Test
    void deadLettersMessageAboveTheSizeLimit() {
        publishRaw(new byte[20_000]);
        UUID good = messages.publish("ok");

        awaitEffects(good, "handled");
        DeadLetter dead = deadLetter();
        assertThat(body(dead)).hasSize(20_000);
        assertThat(dead.error()).contains("20000 bytes, 16384 are allowed");
    }

    @Test
    void deadLettersMessageWhoseBodyWasCutEvenIfTheRestIsReadable(@Autowired MessageCodec codec) {
        byte[] padded = Arrays.copyOf(codec.write(message("ok")), OversizedBody.LIMIT + 1);
        Arrays.fill(padded, codec.write(message("ok")).length, padded.length, (byte) ' ');
        Message cut = OversizedBody.cut(new Message(padded));

        rabbit.send("demo", "payment.failed.regular", cut);

        DeadLetter dead = deadLetter();
        assertThat(dead.error()).contains("32769 bytes, 16384 are allowed");
        assertThat(body(dead)).hasSize(OversizedBody.KEPT);
        assertThat(headers(dead)).containsKeys(OversizedBody.SHA256);
        assertThat(deadLetters.show(dead.id()).orElseThrow().bytes()).isEqualTo(32_769);
        assertThat(deadLetters.show(dead.id()).orElseThrow().payload()).isNull();
    }

    @Test
    void brokerRefusesAMessageThatConsumersWouldCut() {
        publishRaw(new byte[OversizedBody.LIMIT]);
        deadLetter();

        // The broker closes the channel. A message that was published on it meanwhile would be lost, too.
        rabbit.execute(proxy -> {
            // The proxy would open another channel, whose confirms are not selected, if the refusal came before the
            // wait.
            Channel channel = ((ChannelProxy) proxy).getTargetChannel();
            channel.confirmSelect();
            channel.basicPublish("demo", "payment.failed.regular", null, new byte[OversizedBody.LIMIT + 1]);
            assertThatThrownBy(() -> channel.waitForConfirmsOrDie(PATIENCE.toMillis()))
                    .hasStackTraceContaining("PRECONDITION_FAILED");
            return null;
        });
        UUID good = messages.publish("ok");

        awaitEffects(good, "handled");
        assertThat(dead()).hasSize(1);
    }

    @Test
    void countsNoAttemptAgainstAMessageWhileTheDatabaseIsAway() {
        SharedBackingServices.database().stop();
        UUID id;
        try {
            id = messages.publish("ok");
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(admin.getQueueInfo("demo.dlq").getMessageCount())
                                    .isZero());
        } finally {
            SharedBackingServices.database().start();
        }

        awaitEffects(id, "handled");
        assertThat(dead()).isEmpty();
    }

    @Test
    void notifiesHandlerOfBrokerDeadLettersExceptHandledMessages() {
        PaymentFailed handled = message("ok");
        messages.publish(handled);
        awaitEffects(handled.id(), "handled");
        control.pause("demo", "test");
        UUID never;
        try {
            await().atMost(PATIENCE)
                    .until(() -> admin.getQueueInfo("demo.regular").getConsumerCount() == 0);
            messages.publish(handled);
            never = messages.publish("ok");
            await().atMost(PATIENCE).until(this::rejectOne);
            await().atMost(PATIENCE).until(this::rejectOne);
        } finally {
            control.resume("demo", "test");
        }

        awaitEffects(never, "dead: given up by the broker: rejected");
        await().atMost(PATIENCE).until(() -> dead().size() == 2);
        assertThat(handler.effects(handled.id())).containsExactly("handled");
    }

    private boolean rejectOne() {
        return Boolean.TRUE.equals(rabbit.execute(channel -> {
            GetResponse next = channel.basicGet("demo.regular", false);
            if (next != null) {
                channel.basicReject(next.getEnvelope().getDeliveryTag(), false);
            }
            return next != null;
        }));
    }

    @Test
    void goesOnAfterTheBrokerWasKilled() {
        UUID before = messages.publish("ok");
        awaitEffects(before, "handled");
        SharedBackingServices.broker().kill();
        SharedBackingServices.broker().start();

        UUID after = messages.publish("ok");

        awaitEffects(after, "handled");
    }

    private void publishRaw(byte[] body) {
        rabbit.send("", "demo.regular", MessageBuilder.withBody(body).build());
    }

    private void awaitEffects(UUID id, String... effects) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(handler.effects(id)).containsExactly(effects));
    }

    private DeadLetter deadLetter() {
        await().atMost(PATIENCE).until(() -> dead().size() == 1);
        return dead().get(0);
    }

    private List<DeadLetter> dead() {
        return deadLetters.find(DeadLetterFilter.of("demo"), null, 100);
    }

    private Map<String, Object> headers(DeadLetter dead) {
        return deadLetters.show(dead.id()).orElseThrow().headers();
    }

    private byte[] body(DeadLetter dead) {
        return jdbc.sql("select body from messaging.dead_letter where id = ?")
                .param(dead.id())
                .query((row, number) -> row.getBytes(1))
                .single();
    }
}
