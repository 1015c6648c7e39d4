package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.EmailFailed;
import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@MessagingTest
class EffectHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private EffectScript provider;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private ConsumerReports reports;

    @BeforeEach
    @AfterEach
    void allIsWell() {
        provider.comeBack();
        await().atMost(PATIENCE).until(() -> !report().providerIsAway());
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void makesTheEffectOfARedeliveredMessageOnce() {
        EmailFailed message = message("ok");
        publish(message);
        publish(message);
        UUID later = publish(message("ok"));

        awaitRecord(later);
        await().atMost(PATIENCE).until(() -> report().inFlight() == 0 && report().readyInAll() == 0);
        assertThat(provider.effectsFor(message.id())).isOne();
        assertThat(provider.records()).containsOnlyOnce(message.id());
    }

    @Test
    void makesTheEffectOutsideOfAnyTransaction() {
        awaitRecord(publish(message("ok")));

        assertThat(provider.hasSeenATransaction()).isFalse();
    }

    /** Two workers get the same message, as after a lost connection to the broker. */
    @Test
    void makesNoSecondEffectWhileTheFirstIsUnderWay() {
        EmailFailed message = message("hold");
        publish(message);
        await().atMost(PATIENCE).until(() -> provider.effectsFor(message.id()) == 1);
        publish(message);
        awaitRecord(publish(message("ok")));

        provider.release(message.id());

        awaitRecord(message.id());
        await().atMost(PATIENCE).until(() -> report().inFlight() == 0);
        assertThat(provider.effectsFor(message.id())).isOne();
    }

    @Test
    void takesOverAClaimOnlyAfterItsLease() {
        EmailFailed message = message("ok");
        claimOfADeadReplica(message, Duration.ofSeconds(3));
        long before = System.nanoTime();

        publish(message);

        awaitRecord(message.id());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(2500));
        assertThat(provider.effectsFor(message.id())).isOne();
    }

    private void claimOfADeadReplica(EmailFailed message, Duration lease) {
        jdbc.sql("""
                insert into messaging.effect_claim (consumer, subject, owner, claimed_at, lease_until)
                values ('outside', ?, gen_random_uuid(), clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond')""").params(message.id().toString(), lease.toMillis()).update();
    }

    @Test
    void recordsTheResultOfAnEffectAfterADatabaseOutage() {
        EmailFailed message = message("hold");
        publish(message);
        await().atMost(PATIENCE).until(() -> provider.effectsFor(message.id()) == 1);

        SharedBackingServices.database().stop();
        try {
            provider.release(message.id());
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        } finally {
            SharedBackingServices.database().start();
        }

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> isInInbox(message.id()));
        assertThat(provider.effectsFor(message.id())).isOne();
    }

    @Test
    void countsNoAttemptWhileTheProviderIsUnreachable() {
        provider.goAway();
        List<UUID> ids = publishMany("ok", 20);
        await().atMost(PATIENCE).until(() -> report().providerIsAway());
        assertThat(report().provider().reason()).isEqualTo("no connection");
        // Longer than three attempts would take.
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> dead().isEmpty() && report().waitingForRetryInAll() == 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(report().readyInAll())
                        .as("in their queue, a repeated message of another test perhaps among them")
                        .isGreaterThanOrEqualTo(20));

        provider.comeBack();

        ids.forEach(this::awaitRecord);
        assertThat(dead()).isEmpty();
    }

    @Test
    void countsNoAttemptForASingleMessageWhileTheProviderIsUnreachable() {
        provider.goAway();
        UUID id = publish(message("ok"));
        await().atMost(PATIENCE).until(() -> report().providerIsAway());

        provider.comeBack();

        awaitRecord(id);
    }

    @Test
    void countsNoAttemptWhileAllMessagesFailThoughTheProviderAnswersProbes() {
        provider.failAll();
        List<UUID> ids = publishMany("ok", 20);
        await().atMost(PATIENCE).until(() -> report().providerIsAway());
        await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> dead().isEmpty());

        provider.comeBack();

        ids.forEach(this::awaitRecord);
        assertThat(dead()).isEmpty();
    }

    @Test
    void countsAttemptsOfAMessageThatFailsWhileOthersSucceed() {
        UUID failing = publish(message("no answer"));
        List<UUID> good = IntStream.range(0, 20)
                .mapToObj(i -> {
                    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                    return publish(message("ok"));
                })
                .toList();

        good.forEach(this::awaitRecord);
        await().atMost(PATIENCE).until(() -> provider.dead().contains(failing));
        assertThat(provider.effectsFor(failing)).isEqualTo(3);
        assertThat(report().providerIsAway()).isFalse();
    }

    @Test
    void countsAttemptsOfAMessageThatFailsAloneWhileTheProviderAnswersProbes() {
        UUID failing = publish(message("no answer"));

        await().atMost(PATIENCE).until(() -> provider.dead().contains(failing));
        assertThat(provider.effectsFor(failing)).isEqualTo(3);
    }

    @Test
    void postponesAMessageWithoutCountingAnAttempt() {
        UUID id = publish(message("later once"));
        await().atMost(PATIENCE).until(() -> report().postponed() == 1);

        awaitRecord(id);
        assertThat(provider.effectsFor(id)).isEqualTo(2);
        assertThat(dead()).isEmpty();
    }

    @Test
    void deadLettersAMessageThatIsPostponedForTooLong() {
        UUID id = publish(message("later always"));

        await().atMost(PATIENCE).until(() -> provider.dead().contains(id));
        await().atMost(PATIENCE).until(() -> dead().size() == 1);
        assertThat(dead().get(0).reason()).isEqualTo("expired");
        assertThat(provider.effectsFor(id)).isBetween(3L, 5L);
    }

    @Test
    void pausesAllMessagesWhileTheProviderThrottles() {
        UUID id = publish(message("throttle once"));
        await().atMost(PATIENCE).until(() -> report().provider().throttledUntil() != null);
        long before = System.nanoTime();

        UUID other = publish(message("ok"));

        awaitRecord(other);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(500));
        awaitRecord(id);
    }

    private static EmailFailed message(String script) {
        return new EmailFailed(1, UUID.randomUUID(), Instant.EPOCH, UUID.randomUUID(), "order.placed", script);
    }

    private List<UUID> publishMany(String script, int count) {
        return IntStream.range(0, count).mapToObj(i -> publish(message(script))).toList();
    }

    private UUID publish(EmailFailed message) {
        rabbit.send(
                "demo.events",
                "email.failed.regular",
                MessageBuilder.withBody(codec.write(message))
                        .setMessageId(message.id().toString())
                        .setType(message.type())
                        .setCorrelationId(message.correlationId().toString())
                        .build());
        return message.id();
    }

    private void awaitRecord(UUID id) {
        await().atMost(PATIENCE).until(() -> provider.records().contains(id));
    }

    private boolean isInInbox(UUID id) {
        return jdbc.sql("select exists (select from messaging.inbox where message_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private ConsumerReport report() {
        return reports.all(0).stream()
                .filter(it -> it.consumer().equals("outside"))
                .findFirst()
                .orElseThrow();
    }

    private List<DeadLetter> dead() {
        return deadLetters.find(DeadLetterFilter.of("outside"), null, 100);
    }
}
