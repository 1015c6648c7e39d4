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

import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.deadletter.FailureHeaders;
import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Evaluates the alert conditions of this service's consumers and outbox. */
class ServiceConditions implements AlertSource {

    private static final Duration LATE = Duration.ofMinutes(10);
    private static final double HALF_USED = 0.5;
    private static final int SECONDS_OF_WORK = 2;
    private static final int SHOWN = 3;

    private final String service;
    private final Collection<String> consumers;
    private final AlertProperties settings;
    private final Function<Duration, Map<String, Set<String>>> reasonsOfNewDeadLetters;
    private final Supplier<@Nullable Map<String, Long>> expiringDeadLetters;
    private final Watchdog watchdog;
    private final Map<String, RecentFailures> failures = new HashMap<>();

    ServiceConditions(
            String service,
            Collection<String> consumers,
            AlertProperties settings,
            Function<Duration, Map<String, Set<String>>> reasonsOfNewDeadLetters,
            Supplier<@Nullable Map<String, Long>> expiringDeadLetters,
            Watchdog watchdog) {
        this.service = service;
        this.consumers = consumers;
        this.settings = settings;
        this.reasonsOfNewDeadLetters = reasonsOfNewDeadLetters;
        this.expiringDeadLetters = expiringDeadLetters;
        this.watchdog = watchdog;
    }

    @Override
    public List<Condition> conditions(ServiceState state) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(outboxStuck(state));
        conditions.add(workersStandStill());
        conditions.add(topologyDrift(state.topologyDrift()));
        Map<String, Set<String>> newReasons = reasonsOfNewDeadLetters();
        Map<String, Long> expiring = expiringDeadLetters.get();
        for (String consumer : consumers) {
            Set<String> reasons = newReasons == null ? null : newReasons.getOrDefault(consumer, Set.of());
            conditions.add(new Condition(
                    DEAD_LETTERS_GROWING,
                    consumer,
                    reasons == null ? null : !reasons.isEmpty(),
                    "Dead letters came within the last %s minutes. See why: ./demo dead-letters list --consumer %s"
                            .formatted(LATE.toMinutes(), consumer)));
            conditions.add(new Condition(
                    FORGED_MESSAGES,
                    consumer,
                    reasons == null ? null : reasons.contains(FailureHeaders.FORGED),
                    "Messages came within the last %s minutes that their sender may not send. Which user: ./demo dead-letters list --reason %s"
                            .formatted(LATE.toMinutes(), FailureHeaders.FORGED)));
            conditions.add(new Condition(
                    DEAD_LETTERS_EXPIRING,
                    consumer,
                    expiring == null ? null : expiring.getOrDefault(consumer, 0L) > 0,
                    "The oldest dead letters will be deleted soon. Redrive or drop them: ./demo dead-letters list --consumer %s"
                            .formatted(consumer)));
            @Nullable ConsumerReport report = report(state, consumer);
            conditions.add(queueLong(consumer, report));
            conditions.add(oldestMessageOld(consumer, report, state));
            conditions.add(failureShareHigh(consumer, report, state));
            conditions.add(consumerGone(consumer, report));
            conditions.add(limiterStarved(consumer, report));
            conditions.add(providerAway(consumer, report));
        }
        return conditions;
    }

    private static @Nullable ConsumerReport report(ServiceState state, String consumer) {
        return state.consumers() == null
                ? null
                : state.consumers().stream()
                        .filter(it -> it.consumer().equals(consumer))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable Map<String, Set<String>> reasonsOfNewDeadLetters() {
        try {
            return reasonsOfNewDeadLetters.apply(LATE);
        } catch (DataAccessException e) {
            return null;
        }
    }

    private Condition outboxStuck(ServiceState state) {
        double limit = settings.outboxOlderThan().toMillis() / 1000.0;
        return new Condition(
                OUTBOX_STUCK,
                service,
                state.outbox() == null ? null : state.outbox().oldestSeconds() > limit,
                "A message has waited in the outbox for over %s s. Is the broker there, and does it take messages? ./demo status"
                        .formatted(Math.round(limit)));
    }

    private Condition workersStandStill() {
        List<String> workers = watchdog.standingStill();
        return new Condition(
                WORKERS_STAND_STILL,
                service,
                !workers.isEmpty(),
                "Work takes longer than all its time limits allow: %s. Look into the log, take a thread dump (jstack), then restart the replica"
                        .formatted(String.join(", ", workers)));
    }

    /** @param differences null if the state of the broker is unknown */
    private Condition topologyDrift(@Nullable List<String> differences) {
        String first = differences == null
                ? ""
                : String.join("; ", differences.stream().limit(SHOWN).toList());
        return new Condition(
                TOPOLOGY_DRIFT,
                service,
                differences == null ? null : !differences.isEmpty(),
                "The broker differs from what this service declares: %s. Messages wait in the outbox while a consumer is not bound. A restart of the broker makes what is missing"
                        .formatted(first));
    }

    private Condition queueLong(String consumer, @Nullable ConsumerReport report) {
        return condition(
                QUEUE_LONG,
                consumer,
                report,
                it -> it.readyInAll() > settings.queueLongerThan(),
                String.format(
                        Locale.ROOT,
                        "More than %,d messages wait. Is it paused, or its limit too low? ./demo queues",
                        settings.queueLongerThan()));
    }

    private Condition oldestMessageOld(String consumer, @Nullable ConsumerReport report, ServiceState state) {
        return condition(
                OLDEST_MESSAGE_OLD,
                consumer,
                report,
                it -> it.oldestAge(state.at()).compareTo(settings.messageOlderThan()) > 0,
                "The oldest message has waited for over %s s. Is it paused, or its limit too low? ./demo queues"
                        .formatted(settings.messageOlderThan().toSeconds()));
    }

    private Condition failureShareHigh(String consumer, @Nullable ConsumerReport report, ServiceState state) {
        RecentFailures recent = failures.computeIfAbsent(consumer, name -> new RecentFailures());
        return condition(
                FAILURE_SHARE_HIGH,
                consumer,
                report,
                it -> recent.shareWith(it, state.at()) > settings.failureShareOver(),
                "More than %s %% of the attempts of the last five minutes failed. See why: ./demo dead-letters list --consumer %s"
                        .formatted(Math.round(100 * settings.failureShareOver()), consumer));
    }

    private static Condition consumerGone(String consumer, @Nullable ConsumerReport report) {
        return condition(
                CONSUMER_GONE,
                consumer,
                report,
                it -> it.working() == 0 && !it.paused() && !it.providerIsAway(),
                "No replica works on its queues. ./demo status, and the log of its service");
    }

    private static Condition limiterStarved(String consumer, @Nullable ConsumerReport report) {
        return condition(
                LIMITER_STARVED,
                consumer,
                report,
                it -> !it.paused()
                        && !it.providerIsAway()
                        && it.limitPerSecond() != null
                        && it.limitUsed() != null
                        && it.limitUsed() < HALF_USED
                        && it.readyInAll() > (long) SECONDS_OF_WORK * it.limitPerSecond(),
                "Messages wait, but less than half of what the limit allows is begun. Is what it calls slow, or the machine busy? ./demo queues");
    }

    private static Condition providerAway(String consumer, @Nullable ConsumerReport report) {
        String provider = report == null || report.provider() == null
                ? "Its provider"
                : report.provider().provider();
        return condition(
                PROVIDER_AWAY,
                consumer,
                report,
                ConsumerReport::providerIsAway,
                "%s is away. Messages wait, and none loses an attempt. How many, since when and why: ./demo queues"
                        .formatted(provider));
    }

    /** @param report null if the state of the consumer, and so of the condition, is unknown */
    private static Condition condition(
            AlertRule rule,
            String consumer,
            @Nullable ConsumerReport report,
            Predicate<ConsumerReport> met,
            String text) {
        return new Condition(rule, consumer, report == null ? null : met.test(report), text);
    }
}
