package io.orderflow.messaging;

import static io.orderflow.messaging.ScriptedMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.messages.EmailFailed;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@MessagingTest
class MetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private EffectScript provider;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    @AfterEach
    void clear() {
        provider.comeBack();
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void countsMessagesByOutcomeAndReason() {
        double handled = processed("handled");
        double retried = processed("retried");
        double dead = processed("dead");
        double permanent = died("permanent");
        double exhausted = died("exhausted");
        double unreadable = died("unreadable");
        double forged = died("forged");

        messages.publish("ok");
        messages.publish("fail twice");
        messages.publish("fail always");
        messages.publish("refuse");
        rabbit.send("", "demo.regular", new Message("no JSON".getBytes()));
        messages.publish("email.password-reset.regular", message("ok"));

        awaitOver(() -> processed("handled") - handled, 2);
        awaitOver(() -> processed("retried") - retried, 4);
        awaitOver(() -> processed("dead") - dead, 4);
        awaitFiled(4);
        assertThat(died("permanent") - permanent).isEqualTo(1);
        assertThat(died("exhausted") - exhausted).isEqualTo(1);
        assertThat(died("unreadable") - unreadable).isEqualTo(1);
        assertThat(died("forged") - forged).isEqualTo(1);
    }

    @Test
    void registersDeadLetterCountersAtZero() {
        for (String reason : Set.of("unreadable", "forged", "permanent", "exhausted", "expired", "broker")) {
            assertThat(died("paced", reason)).as(reason).isZero();
        }
    }

    @Test
    void publishesGaugesOfQueuesLimitAndReplicas() {
        double dead = queued("demo", "dead");
        messages.publish("refuse");
        awaitOver(() -> queued("demo", "dead") - dead, 1);
        awaitFiled(1);
        for (String state : Set.of("ready", "in_flight", "retry", "postponed")) {
            assertThat(queued("demo", state)).as(state).isNotNegative();
        }
        awaitOver(() -> gauge("orderflow.consumer.replicas", "paced"), 1);
        awaitOver(() -> gauge("orderflow.consumer.working", "paced"), 1);
        assertThat(gauge("orderflow.consumer.limit.per.second", "paced")).isEqualTo(20);
        assertThat(gauge("orderflow.consumer.paused", "paced")).isZero();
        assertThat(gauge("orderflow.limiter.utilisation", "paced")).isBetween(0.0, 1.0);
        assertThat(meters.find("orderflow.limiter.utilisation")
                        .tag("consumer", "demo")
                        .gauge())
                .as("a consumer without a limit")
                .isNull();
    }

    @Test
    void providerGaugeIsOneWhileTheProviderIsAway() {
        assertThat(gauge("orderflow.provider.away", "demo"))
                .as("a consumer without a provider")
                .isZero();
        await().atMost(PATIENCE).until(() -> gauge("orderflow.provider.away", "outside") == 0);

        provider.goAway();
        publishOutside("ok");
        await().atMost(PATIENCE).until(() -> gauge("orderflow.provider.away", "outside") == 1);

        provider.comeBack();
        await().atMost(PATIENCE).until(() -> gauge("orderflow.provider.away", "outside") == 0);
        await().atMost(PATIENCE).until(() -> queued("outside", "ready") == 0);
    }

    @Test
    void countsPostponedAndExpiredMessages() {
        double postponed = processed("outside", "postponed");
        double expired = died("outside", "expired");

        publishOutside("later always");

        await().atMost(PATIENCE).until(() -> queued("outside", "postponed") == 1);
        awaitOver(() -> died("outside", "expired") - expired, 1);
        awaitFiled("outside", 1);
        assertThat(processed("outside", "postponed")).isGreaterThan(postponed);
        await().atMost(PATIENCE).until(() -> queued("outside", "postponed") == 0);
    }

    @Test
    void outboxGaugesAreZeroAfterTheLastConfirm() {
        double published = meters.get("orderflow.outbox.published").counter().count();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 3; i++) {
                outbox.send("demo.events", "payment.failed.regular", message("ok"));
            }
        });

        await().atMost(PATIENCE)
                .until(() -> meters.get("orderflow.outbox.published").counter().count() - published >= 3);
        await().atMost(PATIENCE)
                .until(() -> meters.get("orderflow.outbox.messages").gauge().value() == 0);
        await().atMost(PATIENCE)
                .until(() -> meters.get("orderflow.outbox.oldest.message.age")
                                .gauge()
                                .value()
                        == 0);
    }

    @Test
    void noLabelIdentifiesASingleMessage() {
        Set<String> labels = meters.getMeters().stream()
                .filter(it -> it.getId().getName().startsWith("orderflow."))
                .flatMap(it -> it.getId().getTags().stream())
                .map(it -> it.getKey())
                .collect(Collectors.toSet());
        assertThat(labels).isSubsetOf("consumer", "state", "outcome", "reason", "table", "le");
    }

    private void publishOutside(String script) {
        EmailFailed message =
                new EmailFailed(1, UUID.randomUUID(), Instant.EPOCH, UUID.randomUUID(), "order.placed", script);
        rabbit.send(
                "demo.events",
                "email.failed.regular",
                MessageBuilder.withBody(codec.write(message))
                        .setMessageId(message.id().toString())
                        .setType(message.type())
                        .build());
    }

    private double processed(String outcome) {
        return processed("demo", outcome);
    }

    private double processed(String consumer, String outcome) {
        return meters.get("orderflow.message.processing")
                .tags("consumer", consumer, "outcome", outcome)
                .timer()
                .count();
    }

    private double died(String reason) {
        return died("demo", reason);
    }

    private double died(String consumer, String reason) {
        return meters.get("orderflow.messages.dead")
                .tags("consumer", consumer, "reason", reason)
                .counter()
                .count();
    }

    private double queued(String consumer, String state) {
        return meters.get("orderflow.queue.messages")
                .tags("consumer", consumer, "state", state)
                .gauge()
                .value();
    }

    private double gauge(String name, String consumer) {
        return meters.get(name).tag("consumer", consumer).gauge().value();
    }

    /** Waits until all dead letters are stored. One still in its queue would appear in the next test. */
    private void awaitFiled(int count) {
        awaitFiled("demo", count);
    }

    private void awaitFiled(String consumer, int count) {
        await().atMost(PATIENCE)
                .until(() -> deadLetters
                                .find(DeadLetterFilter.of(consumer), null, 100)
                                .size()
                        == count);
    }

    private static void awaitOver(DoubleSupplier value, double least) {
        await().atMost(PATIENCE).until(() -> value.getAsDouble() >= least);
    }
}
