package io.orderflow.messaging.alert;

import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.status.StatusListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Begins an alert when its condition has been met for a while, and ends the alert when no replica has seen the condition met for
 * a while. Replicas share the rows of active alerts. Only the replica that inserts or deletes the row notifies, so each begin and
 * each end is reported once.
 */
public class Alerts implements StatusListener {

    private final List<AlertSource> sources;
    private final AlertRepository repository;
    private final List<AlertNotifier> notifiers;
    private final Clock clock;
    private final Map<Key, Instant> metSince = new HashMap<>();
    private volatile List<Alert> on = List.of();

    Alerts(List<AlertSource> sources, AlertRepository repository, List<AlertNotifier> notifiers, Clock clock) {
        this.sources = sources;
        this.repository = repository;
        this.notifiers = notifiers;
        this.clock = clock;
    }

    /** The active alerts, longest first; at most a second old. */
    public List<Alert> on() {
        return on;
    }

    private record Key(String alert, String subject) {

        static Key of(Alert alert) {
            return new Key(alert.name(), alert.subject());
        }

        static Key of(Condition condition) {
            return new Key(condition.rule().alert(), condition.subject());
        }
    }

    /** Evaluates all conditions once. */
    @Override
    public void seen(ServiceState state) {
        Map<Key, Condition> conditions = new HashMap<>();
        sources.forEach(source -> source.conditions(state).forEach(it -> conditions.put(Key.of(it), it)));
        metSince.keySet().retainAll(conditions.keySet());

        boundTimes(clock.instant());
        List<Alert> before = repository.all();
        Map<Key, Alert> already = new HashMap<>();
        before.forEach(it -> already.put(Key.of(it), it));
        boolean changed = false;
        for (Condition condition : conditions.values()) {
            changed |= follow(condition, already.get(Key.of(condition)));
        }
        for (Alert alert : before) {
            if (!conditions.containsKey(Key.of(alert))) {
                changed |= end(alert, AlertRule.keep(alert.name()));
            }
        }
        on = changed ? repository.all() : before;
    }

    private void boundTimes(Instant now) {
        metSince.replaceAll((key, since) -> since.isAfter(now) ? now : since);
        repository.boundTimes(now);
    }

    /** @return whether this call began or ended an alert */
    private boolean follow(Condition condition, @Nullable Alert already) {
        if (condition.met() == null) {
            return false;
        }
        Instant now = clock.instant();
        AlertRule rule = condition.rule();
        Key key = Key.of(condition);
        if (!condition.met()) {
            metSince.remove(key);
            return already != null && end(already, rule.keep());
        }
        if (already != null) {
            repository.stillMet(already, now);
            return false;
        }
        boolean longEnough =
                !metSince.computeIfAbsent(key, first -> now).plus(rule.after()).isAfter(now);
        return longEnough && begin(new Alert(key.alert(), key.subject(), now, condition.text()));
    }

    private boolean begin(Alert alert) {
        boolean first = repository.begin(alert);
        if (first) {
            notifiers.forEach(it -> it.began(alert));
        }
        return first;
    }

    private boolean end(Alert alert, Duration keep) {
        boolean first = repository.endUnlessMetAfter(clock.instant().minus(keep), alert);
        if (first) {
            notifiers.forEach(it -> it.ended(alert));
        }
        return first;
    }
}
