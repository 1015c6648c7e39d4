package io.orderflow.messaging;

import static io.orderflow.messaging.ScriptedMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.consumer.ConsumerControl;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.deadletter.FailureHeaders;
import io.orderflow.messaging.sender.Senders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forges messages with the users of other services. At this broker they have all rights, so only the consumer's checks remain. The
 * consumer {@code demo} handles {@code payment.failed}, which payment-service sends.
 */
@MessagingTest
class ForgedMessagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "payment.failed.regular";

    @Autowired
    private ScriptedHandler handler;

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private EffectScript provider;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    @AfterEach
    void clear() {
        provider.comeBack();
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void handlesAMessageFromItsSender() throws Exception {
        PaymentFailed message = message("ok");

        publish("payment-service", "demo.events", KEY, signed("payment-service"), message);

        awaitEffects(message, "handled");
    }

    /** The previous release does not set {@code user_id}. */
    @Test
    void handlesAMessageWithoutASender() throws Exception {
        PaymentFailed message = message("ok");

        publish("payment-service", "demo.events", KEY, new BasicProperties(), message);

        awaitEffects(message, "handled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "email-service"})
    void deadLettersAMessageThatItsSenderMayNotSend(String user) throws Exception {
        PaymentFailed forged = message("ok");

        publish(user, "demo.events", KEY, signed(user), forged);

        DeadLetter dead = awaitForged(forged);
        assertThat(dead.error()).endsWith("forged message: type 'payment.failed' from user '" + user + "'");
        assertThat(dead.attempts()).isOne();
        assertThat(headers(dead)).containsEntry(Senders.HEADER, user);
    }

    /** The broker checks the key alone, so a user may put any body under a key of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"payment.completed.regular", "email.password-reset.regular", "demo.regular", "regular"})
    void deadLettersABodyUnderTheKeyOfAnotherMessage(String key) throws Exception {
        PaymentFailed forged = message("ok");

        publish("payment-service", "demo", key, signed("payment-service"), forged);

        assertThat(awaitForged(forged).error()).endsWith("type 'payment.failed' with routing key '%s'".formatted(key));
    }

    @Test
    void deadLettersAMessagePublishedDirectlyToTheQueue() throws Exception {
        PaymentFailed forged = message("ok");

        publish("payment-service", "", "demo.regular", signed("payment-service"), forged);

        awaitForged(forged);
    }

    /** RabbitMQ delivers the first key, and not the keys in the header, by which it also routes the message. */
    @Test
    void deadLettersABodyUnderAKeyInTheCcHeader() throws Exception {
        PaymentFailed forged = message("ok");
        BasicProperties copied = signed("payment-service")
                .builder()
                .headers(Map.of("CC", List.of(KEY)))
                .build();

        publish("payment-service", "demo.events", "email.sent", copied, forged);

        awaitForged(forged);
    }

    @Test
    void ignoresHeadersThatNameAnotherSenderOrKey() throws Exception {
        PaymentFailed forged = message("ok");
        BasicProperties lying = signed("email-service")
                .builder()
                .headers(Map.of(
                        Senders.HEADER, "payment-service", FailureHeaders.ROUTING_KEY, KEY, FailureHeaders.ATTEMPTS, 1))
                .build();

        publish("email-service", "demo.events", KEY, lying, forged);

        assertThat(headers(awaitForged(forged))).containsEntry(Senders.HEADER, "email-service");
    }

    @Test
    void theBrokerRefusesTheNameOfAnotherUser() {
        assertThatThrownBy(() -> publish("email-service", "demo.events", KEY, signed("payment-service"), message("ok")))
                .hasStackTraceContaining("PRECONDITION_FAILED");
    }

    @Test
    void retriesAndRedrivesKeepTheSender() throws Exception {
        PaymentFailed message = message("fail always");
        publish("payment-service", "demo.events", KEY, signed("payment-service"), message);
        DeadLetter dead = awaitDead(message);
        assertThat(dead.reason()).isEqualTo("exhausted");
        assertThat(headers(dead)).containsEntry(Senders.HEADER, "payment-service");

        deadLetters.redrive(dead.id(), "ada");

        await().atMost(PATIENCE).until(() -> handler.callsFor(message.id()) == 6);
        DeadLetter again = awaitDead(message);
        assertThat(again.redriven()).isOne();
        assertThat(headers(again)).containsEntry(Senders.HEADER, "payment-service");
    }

    @Test
    void aPostponedMessageKeepsItsSender() throws Exception {
        EmailFailed message =
                new EmailFailed(1, UUID.randomUUID(), Instant.EPOCH, UUID.randomUUID(), "order.placed", "later always");
        publish("email-service", "demo.events", "email.failed.regular", signed("email-service"), message);

        DeadLetter dead = awaitDead(message);
        assertThat(dead.reason()).isEqualTo("expired");
        assertThat(headers(dead)).containsEntry(Senders.HEADER, "email-service");
        assertThat(provider.effectsFor(message.id())).isGreaterThan(1);
    }

    @Test
    void aRedriveMakesNoForgedMessageGenuine() throws Exception {
        PaymentFailed forged = message("ok");
        publish("email-service", "demo.events", KEY, signed("email-service"), forged);
        DeadLetter dead = awaitForged(forged);

        deadLetters.redrive(dead.id(), "ada");

        await().atMost(PATIENCE).until(() -> awaitForged(forged).redriven() == 1);
        assertThat(headers(awaitForged(forged))).containsEntry(Senders.HEADER, "email-service");
    }

    /**
     * A message that expires in its queue is dead-lettered by the broker, unread. RabbitMQ 3.10 keeps an {@code x-death} header
     * that a client publishes, and adds to it.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aForgedMessageThatTheBrokerDeadLettersIsNeverActedUpon(boolean isSigned, @Autowired ConsumerControl control)
            throws Exception {
        PaymentFailed forged = message("ok");
        BasicProperties properties = (isSigned ? signed("email-service") : new BasicProperties())
                .builder()
                .expiration("0")
                .headers(Map.of(
                        Senders.HEADER,
                        "payment-service",
                        "x-death",
                        List.of(Map.of(
                                "queue", "demo.regular",
                                "reason", "expired",
                                "count", 1L,
                                "exchange", "demo.events",
                                "routing-keys", List.of(KEY)))))
                .build();
        control.pause("demo", "test");
        try {
            await().atMost(PATIENCE)
                    .until(() -> admin.getQueueInfo("demo.regular").getConsumerCount() == 0);
            publish("email-service", "demo", "email.sent.regular", properties, forged);
            assertThat(awaitDead(forged).reason()).isEqualTo("expired");
        } finally {
            control.resume("demo", "test");
        }

        deadLetters.redrive(awaitDead(forged).id(), "ada");

        await().atMost(PATIENCE).until(() -> awaitDead(forged).redriven() == 1);
        awaitForged(forged);
    }

    private static BasicProperties signed(String user) {
        return new BasicProperties.Builder().userId(user).build();
    }

    /** Publishes with the properties that the outbox would set, and waits for the confirm. */
    private void publish(
            String user, String exchange, String key, BasicProperties properties, io.orderflow.messages.Message message)
            throws Exception {
        try (Connection connection = SharedBackingServices.brokerUser(user).newConnection("forger");
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(
                    exchange,
                    key,
                    properties
                            .builder()
                            .messageId(message.id().toString())
                            .type(message.type())
                            .build(),
                    codec.write(message));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    /** The handler must not be called, neither to handle the message nor to report its failure. */
    private DeadLetter awaitForged(PaymentFailed forged) {
        DeadLetter dead = awaitDead(forged);
        assertThat(dead.reason()).isEqualTo("forged");
        assertThat(handler.effects(forged.id())).isEmpty();
        assertThat(handler.callsFor(forged.id())).isZero();
        return dead;
    }

    private DeadLetter awaitDead(io.orderflow.messages.Message message) {
        return await().atMost(PATIENCE)
                .until(
                        () -> deadLetters.find(DeadLetterFilter.all(), null, 100).stream()
                                .filter(it -> message.id().toString().equals(it.messageId()))
                                .toList(),
                        it -> it.size() == 1)
                .get(0);
    }

    private Map<String, Object> headers(DeadLetter dead) {
        return deadLetters.show(dead.id()).orElseThrow().headers();
    }

    private void awaitEffects(PaymentFailed message, String... effects) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(handler.effects(message.id())).containsExactly(effects));
    }
}
