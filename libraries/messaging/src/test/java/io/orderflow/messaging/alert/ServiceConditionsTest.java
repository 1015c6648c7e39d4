package io.orderflow.messaging.alert;

import static io.orderflow.messaging.alert.AlertRule.CONSUMER_GONE;
import static io.orderflow.messaging.alert.AlertRule.DEAD_LETTERS_EXPIRING;
import static io.orderflow.messaging.alert.AlertRule.DEAD_LETTERS_GROWING;
import static io.orderflow.messaging.alert.AlertRule.FAILURE_SHARE_HIGH;
import static io.orderflow.messaging.alert.AlertRule.FORGED_MESSAGES;
import static io.orderflow.messaging.alert.AlertRule.LIMITER_STARVED;
import static io.orderflow.messaging.alert.AlertRule.OLDEST_MESSAGE_OLD;
import static io.orderflow.messaging.alert.AlertRule.OUTBOX_STUCK;
import static io.orderflow.messaging.alert.AlertRule.PROVIDER_AWAY;
import static io.orderflow.messaging.alert.AlertRule.QUEUE_LONG;
import static io.orderflow.messaging.alert.AlertRule.TOPOLOGY_DRIFT;
import static io.orderflow.messaging.alert.AlertRule.WORKERS_STAND_STILL;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.outbox.Backlog;
import io.orderflow.messaging.provider.ProviderStatus;
import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class ServiceConditionsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final AlertProperties SETTINGS =
            new AlertProperties(10_000, Duration.ofMinutes(10), 0.05, Duration.ofSeconds(60), null);

    private Map<String, Set<String>> newReasons = Map.of();
    private Map<String, Long> expiring = Map.of();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Watchdog watchdog = new Watchdog(nanoTime::get);
    private final ServiceConditions conditions = new ServiceConditions(
            "book-service", List.of("books"), SETTINGS, late -> newReasons, () -> expiring, watchdog);

    @Test
    void queueIsLongAboveTheThreshold() {
        assertThat(met(QUEUE_LONG, report().ready(10_000).build())).isFalse();
        assertThat(met(QUEUE_LONG, report().ready(10_001).build())).isTrue();
    }

    @Test
    void messageIsOldAboveTheThreshold() {
        assertThat(met(OLDEST_MESSAGE_OLD, report().build())).isFalse();
        assertThat(met(
                        OLDEST_MESSAGE_OLD,
                        report().oldest(Duration.ofMinutes(10)).build()))
                .isFalse();
        assertThat(met(
                        OLDEST_MESSAGE_OLD,
                        report().oldest(Duration.ofMillis(600_001)).build()))
                .isTrue();
    }

    @Test
    void deadLettersGrowWhileThereAreNewOnes() {
        assertThat(met(DEAD_LETTERS_GROWING, report().build())).isFalse();
        newReasons = Map.of("books", Set.of("exhausted"));
        assertThat(met(DEAD_LETTERS_GROWING, report().build())).isTrue();
        newReasons = Map.of("letters", Set.of("exhausted"));
        assertThat(met(DEAD_LETTERS_GROWING, report().build())).isFalse();
    }

    @Test
    void deadLettersExpireWhileSomeWillBeForgottenSoon() {
        assertThat(met(DEAD_LETTERS_EXPIRING, report().build())).isFalse();
        expiring = Map.of("books", 1L);
        assertThat(met(DEAD_LETTERS_EXPIRING, report().build())).isTrue();
        expiring = Map.of("letters", 1L);
        assertThat(met(DEAD_LETTERS_EXPIRING, report().build())).isFalse();
    }

    @Test
    void forgedMessagesAreAnAlertOfTheirOwn() {
        assertThat(met(FORGED_MESSAGES, report().build())).isFalse();
        newReasons = Map.of("books", Set.of("unreadable"), "letters", Set.of("forged"));
        assertThat(met(FORGED_MESSAGES, report().build())).isFalse();
        newReasons = Map.of("books", Set.of("unreadable", "forged"));
        assertThat(met(FORGED_MESSAGES, report().build())).isTrue();
    }

    @Test
    void consumerIsGoneWithoutWorkingReplicasUnlessPaused() {
        assertThat(met(CONSUMER_GONE, report().build())).isFalse();
        assertThat(met(CONSUMER_GONE, report().working(0).build())).isTrue();
        assertThat(met(CONSUMER_GONE, report().working(0).paused().build())).isFalse();
    }

    @Test
    void limiterStarvesWhenMessagesWaitAndUseIsBelowHalf() {
        assertThat(met(LIMITER_STARVED, report().ready(21).handled(4.9).build()))
                .isTrue();
        assertThat(met(LIMITER_STARVED, report().ready(20).handled(4.9).build()))
                .isFalse();
        assertThat(met(LIMITER_STARVED, report().ready(21).handled(5).build())).isFalse();
        assertThat(met(LIMITER_STARVED, report().ready(21).paused().build())).isFalse();
        assertThat(met(LIMITER_STARVED, report().ready(21).unlimited().build())).isFalse();
    }

    @Test
    void aProviderIsAwayWhileItsConsumerReportsSo() {
        assertThat(met(PROVIDER_AWAY, report().build())).as("needs no provider").isFalse();
        assertThat(met(PROVIDER_AWAY, report().providerAvailable().build())).isFalse();
        assertThat(met(PROVIDER_AWAY, report().providerThrottles().build())).isFalse();
        assertThat(met(PROVIDER_AWAY, report().providerAway().build())).isTrue();
        assertThat(met(PROVIDER_AWAY, report().providerAway().paused().build())).isTrue();
    }

    @Test
    void theAlertNamesTheProviderThatIsAway() {
        assertThat(condition(
                                PROVIDER_AWAY,
                                new ServiceState(
                                        NOW,
                                        null,
                                        List.of(report().providerAway().build()),
                                        null))
                        .text())
                .startsWith("printer is away.");
    }

    @Test
    void noConsumerIsGoneWhileItsProviderIsAway() {
        assertThat(met(CONSUMER_GONE, report().working(0).providerAway().build()))
                .isFalse();
        assertThat(met(CONSUMER_GONE, report().working(0).providerAvailable().build()))
                .isTrue();
    }

    @Test
    void noLimiterStarvesWhileItsProviderIsAway() {
        assertThat(met(LIMITER_STARVED, report().ready(21).providerAway().build()))
                .isFalse();
        assertThat(met(LIMITER_STARVED, report().ready(21).providerAvailable().build()))
                .isTrue();
    }

    @Test
    void anOutboxIsStuckAfterAMinute() {
        assertThat(outboxStuck(new Backlog(7, 60))).isFalse();
        assertThat(outboxStuck(new Backlog(7, 60.1))).isTrue();
    }

    @Test
    void failureShareCoversFiveMinutes() {
        Instant start = NOW;
        for (int second = 0; second <= 300; second++) {
            see(report().handled(9.5).retried(0.5).build(), start.plusSeconds(second));
        }
        assertThat(see(report().handled(9.5).retried(0.5).build(), start.plusSeconds(301)))
                .isFalse();
        for (int second = 302; second < 330; second++) {
            see(report().handled(9).buried(1).build(), start.plusSeconds(second));
        }
        assertThat(see(report().handled(9).buried(1).build(), start.plusSeconds(330)))
                .isTrue();
        for (int second = 331; second <= 640; second++) {
            see(report().handled(10).build(), start.plusSeconds(second));
        }
        assertThat(see(report().handled(10).build(), start.plusSeconds(641))).isFalse();
    }

    @Test
    void failureShareForgetsSamplesFromBeforeTheClockWasSetBack() {
        see(report().handled(10).build(), NOW.plusSeconds(3_600));
        see(report().handled(10).build(), NOW.plusSeconds(3_610));

        see(report().buried(10).build(), NOW);
        assertThat(see(report().buried(10).build(), NOW.plusSeconds(10))).isTrue();

        Instant earlier = NOW.minusSeconds(3_600);
        see(report().handled(10).build(), earlier);
        assertThat(see(report().handled(10).build(), earlier.plusSeconds(10))).isFalse();
    }

    @Test
    void failureShareNeedsEnoughMessages() {
        see(report().retried(1).build(), NOW);
        see(report().retried(1).build(), NOW.plusSeconds(10));
        assertThat(see(report().retried(1).build(), NOW.plusSeconds(19))).isFalse();
        assertThat(see(report().retried(1).build(), NOW.plusSeconds(21))).isTrue();
    }

    @Test
    void sampleAfterAGapCountsForTenSecondsOnly() {
        see(report().handled(1).retried(0.5).build(), NOW);
        assertThat(see(report().handled(1).retried(0.5).build(), NOW.plusSeconds(200)))
                .isFalse();
    }

    @Test
    void workersStandStillAfterTheirLongestTime() {
        ServiceState state = new ServiceState(NOW, null, null, null);
        watchdog.begin("books", Duration.ofMinutes(1));
        nanoTime.set(Duration.ofMinutes(1).toNanos());
        assertThat(met(WORKERS_STAND_STILL, state)).isFalse();

        nanoTime.incrementAndGet();
        assertThat(met(WORKERS_STAND_STILL, state)).isTrue();
        assertThat(condition(WORKERS_STAND_STILL, state).text()).contains("allow: books.");
    }

    @Test
    void topologyDriftNamesTheFirstDifferences() {
        assertThat(met(TOPOLOGY_DRIFT, new ServiceState(NOW, null, null, List.of())))
                .isFalse();

        ServiceState drifted = new ServiceState(NOW, null, null, List.of("a is missing", "b", "c", "d"));
        assertThat(met(TOPOLOGY_DRIFT, drifted)).isTrue();
        assertThat(condition(TOPOLOGY_DRIFT, drifted).text()).contains(": a is missing; b; c.");
    }

    @Test
    void unknownConditionsAreNull() {
        ServiceConditions blind = new ServiceConditions(
                "book-service",
                List.of("books"),
                SETTINGS,
                late -> {
                    throw new DataAccessResourceFailureException("the database is away");
                },
                () -> null,
                watchdog);
        List<Condition> all = blind.conditions(new ServiceState(NOW, null, null, null));
        assertThat(all).extracting(Condition::rule).containsExactlyInAnyOrder(AlertRule.values());
        assertThat(all)
                .filteredOn(it -> it.rule() != WORKERS_STAND_STILL)
                .extracting(Condition::met)
                .containsOnlyNulls();
    }

    private Boolean met(AlertRule rule, ConsumerReport report) {
        return met(rule, new ServiceState(NOW, null, List.of(report), null));
    }

    private Boolean see(ConsumerReport report, Instant at) {
        return met(FAILURE_SHARE_HIGH, new ServiceState(at, null, List.of(report), null));
    }

    private Boolean outboxStuck(Backlog backlog) {
        return met(OUTBOX_STUCK, new ServiceState(NOW, backlog, null, null));
    }

    private Boolean met(AlertRule rule, ServiceState state) {
        return condition(rule, state).met();
    }

    private Condition condition(AlertRule rule, ServiceState state) {
        return conditions.conditions(state).stream()
                .filter(it -> it.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    private static ReportBuilder report() {
        return new ReportBuilder();
    }

    /** Builds the report of a consumer. By default it is idle, with one working replica and a limit of 10 a second. */
    private static final class ReportBuilder {

        private boolean paused;
        private Integer limit = 10;
        private int working = 1;
        private long ready;
        private double handled;
        private double retried;
        private double buried;
        private Instant oldestAt;
        private ProviderStatus provider;

        ReportBuilder paused() {
            paused = true;
            return this;
        }

        ReportBuilder unlimited() {
            limit = null;
            return this;
        }

        ReportBuilder working(int replicas) {
            working = replicas;
            return this;
        }

        /** Splits the messages over two lanes. */
        ReportBuilder ready(long messages) {
            ready = messages;
            return this;
        }

        ReportBuilder handled(double perSecond) {
            handled = perSecond;
            return this;
        }

        ReportBuilder retried(double perSecond) {
            retried = perSecond;
            return this;
        }

        ReportBuilder buried(double perSecond) {
            buried = perSecond;
            return this;
        }

        ReportBuilder oldest(Duration age) {
            oldestAt = NOW.minus(age);
            return this;
        }

        ReportBuilder providerAvailable() {
            provider = new ProviderStatus("printer", null, null, null);
            return this;
        }

        ReportBuilder providerThrottles() {
            provider = new ProviderStatus("printer", null, null, NOW.plusSeconds(30));
            return this;
        }

        ReportBuilder providerAway() {
            provider = new ProviderStatus("printer", NOW, "no paper", null);
            return this;
        }

        ConsumerReport build() {
            Map<String, Long> lanes = Map.of("books.vip", ready / 2, "books.bulk", ready - ready / 2);
            return new ConsumerReport(
                    "books", paused, limit, limit, 1, working, lanes, 0, Map.of(), 0, 0, handled, retried, buried,
                    oldestAt, provider, List.of());
        }
    }
}
