package io.orderflow.messaging.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.status.StatusPoller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MessagingTest
class AlertsTest {

    private static final AlertRule RULE = AlertRule.QUEUE_LONG;

    @Autowired
    private StatusPoller watch;

    @Autowired
    private JdbcClient jdbc;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T08:00:00Z"));
    private final List<String> told = new ArrayList<>();
    private List<Condition> conditions = List.of();

    /** Stops the application's own evaluation. It does not know the subject of this test, so it would end the alerts. */
    @BeforeEach
    void stopTheApplicationsOwnRound() {
        watch.stop();
        jdbc.sql("delete from messaging.alert").update();
    }

    @AfterEach
    void letItGoOn() {
        jdbc.sql("delete from messaging.alert").update();
        watch.start();
    }

    @Test
    void beginsWhenTheConditionHasBeenMetForAWhile() {
        Alerts alerts = replica();

        met(true);
        round(alerts);
        clock.forward(RULE.after().minusMillis(1));
        round(alerts);
        assertThat(alerts.on()).isEmpty();

        clock.forward(Duration.ofMillis(1));
        round(alerts);
        round(alerts);
        assertThat(alerts.on()).extracting(Alert::name, Alert::subject).containsExactly(tuple("QueueLong", "books"));
        assertThat(told).containsExactly("began QueueLong books");
    }

    @Test
    void restartsTheWaitWhenTheConditionClears() {
        Alerts alerts = replica();
        met(true);
        round(alerts);
        clock.forward(RULE.after().minusMillis(1));
        met(false);
        round(alerts);
        met(true);
        round(alerts);
        clock.forward(Duration.ofMillis(1));
        round(alerts);

        assertThat(told).isEmpty();
    }

    @Test
    void staysOneAlertWhileItsConditionFlaps() {
        Alerts alerts = replica();
        begin(alerts);
        for (int i = 0; i < 5; i++) {
            met(false);
            round(alerts);
            clock.forward(RULE.keep().minusMillis(1));
            round(alerts);
            met(true);
            round(alerts);
            clock.forward(RULE.after());
            round(alerts);
        }
        assertThat(alerts.on()).hasSize(1);

        met(false);
        round(alerts);
        clock.forward(RULE.keep());
        round(alerts);
        round(alerts);
        assertThat(alerts.on()).isEmpty();
        assertThat(told).containsExactly("began QueueLong books", "ended QueueLong books");
    }

    @Test
    void notifiesOnceForAllReplicas() {
        Alerts one = replica();
        Alerts other = replica();
        met(true);
        round(one, other);
        clock.forward(RULE.after());
        round(one, other);
        met(false);
        round(one, other);
        assertThat(other.on()).hasSize(1);
        clock.forward(RULE.keep());
        round(one, other);

        assertThat(one.on()).isEmpty();
        assertThat(other.on()).isEmpty();
        assertThat(told).containsExactly("began QueueLong books", "ended QueueLong books");
    }

    @Test
    void staysActiveWhileOneReplicaSeesTheCondition() {
        Alerts sees = replica();
        Alerts seesNot = new Alerts(
                List.of(state -> List.of(new Condition(RULE, "books", false, ""))),
                new AlertRepository(jdbc),
                List.of(new Listener()),
                clock);
        Alerts knowsNothingOfIt =
                new Alerts(List.of(state -> List.of()), new AlertRepository(jdbc), List.of(new Listener()), clock);
        begin(sees);

        for (int i = 0; i < 10; i++) {
            clock.forward(RULE.keep().minusMillis(1));
            round(sees, seesNot, knowsNothingOfIt);
        }
        assertThat(told).containsExactly("began QueueLong books");

        met(false);
        clock.forward(RULE.keep());
        round(sees, seesNot, knowsNothingOfIt);
        assertThat(told).containsExactly("began QueueLong books", "ended QueueLong books");
    }

    @Test
    void staysActiveWhileTheConditionIsUnknown() {
        Alerts alerts = replica();
        begin(alerts);

        met(null);
        round(alerts);
        clock.forward(RULE.keep().multipliedBy(2));
        round(alerts);

        assertThat(alerts.on()).hasSize(1);
    }

    @Test
    void outlivesTheReplicaThatBeganIt() {
        begin(replica());

        Alerts next = replica();
        met(false);
        round(next);
        assertThat(next.on()).hasSize(1);
        clock.forward(RULE.keep());
        round(next);

        assertThat(next.on()).isEmpty();
        assertThat(told).containsExactly("began QueueLong books", "ended QueueLong books");
    }

    @Test
    void endsWhenNoSourceReportsTheCondition() {
        Alerts alerts = replica();
        begin(alerts);

        conditions = List.of();
        round(alerts);
        assertThat(alerts.on()).hasSize(1);
        clock.forward(RULE.keep());
        round(alerts);

        assertThat(alerts.on()).isEmpty();
        assertThat(told).containsExactly("began QueueLong books", "ended QueueLong books");
    }

    @Test
    void beginsAfterTheClockWasSetBack() {
        Alerts alerts = replica();
        met(true);
        round(alerts);

        clock.back(Duration.ofHours(1));
        round(alerts);
        clock.forward(RULE.after());
        round(alerts);

        assertThat(told).containsExactly("began QueueLong books");
    }

    @Test
    void endsAfterTheClockWasSetBack() {
        Alerts alerts = replica();
        begin(alerts);

        clock.back(Duration.ofHours(1));
        met(false);
        round(alerts);
        assertThat(alerts.on()).extracting(Alert::since).containsExactly(clock.instant());
        clock.forward(RULE.keep());
        round(alerts);

        assertThat(told).containsExactly("began QueueLong books", "ended QueueLong books");
    }

    private void begin(Alerts alerts) {
        met(true);
        round(alerts);
        clock.forward(RULE.after());
        round(alerts);
        assertThat(alerts.on()).hasSize(1);
    }

    private void met(Boolean met) {
        conditions = List.of(new Condition(RULE, "books", met, "too many"));
    }

    private void round(Alerts... replicas) {
        for (Alerts replica : replicas) {
            replica.seen(new ServiceState(clock.instant(), null, null, null));
        }
    }

    private Alerts replica() {
        return new Alerts(List.of(state -> conditions), new AlertRepository(jdbc), List.of(new Listener()), clock);
    }

    private final class Listener implements AlertNotifier {

        @Override
        public void began(Alert alert) {
            told.add("began " + alert.name() + " " + alert.subject());
        }

        @Override
        public void ended(Alert alert) {
            told.add("ended " + alert.name() + " " + alert.subject());
        }
    }
}
