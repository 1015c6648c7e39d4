package io.orderflow.messaging.alert;

import io.orderflow.messaging.watch.ServiceState;
import io.orderflow.messaging.watch.WatchListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Begins an alert when its condition has been met for a while, and ends it when no replica has seen it met for a while. Replicas
 * share the rows of the alerts that are on, so each is told of once, by the one that was first to write or to delete its row.
 */
public class Alerts implements WatchListener {

    private final List<AlertSource> sources;
    private final AlertTable table;
    private final List<AlertNotifier> notifiers;
    private final Clock clock;
    private final Map<Key, Instant> metSince = new HashMap<>();
    private volatile List<Alert> on = List.of();

    Alerts(List<AlertSource> sources, AlertTable table, List<AlertNotifier> notifiers, Clock clock) {
        this.sources = sources;
        this.table = table;
        this.notifiers = notifiers;
        this.clock = clock;
    }

    /** The alerts that are on, longest first; at most a second old. */
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

    /** One round. */
    @Override
    public void seen(ServiceState state) {
        Map<Key, Condition> conditions = new HashMap<>();
        sources.forEach(source -> source.conditions(state).forEach(it -> conditions.put(Key.of(it), it)));
        metSince.keySet().retainAll(conditions.keySet());

        Map<Key, Alert> already = new HashMap<>();
        table.all().forEach(it -> already.put(Key.of(it), it));
        conditions.values().forEach(it -> follow(it, already.get(Key.of(it))));
        already.forEach((key, alert) -> {
            if (!conditions.containsKey(key)) {
                end(alert, AlertRule.keep(alert.name()));
            }
        });
        on = table.all();
    }

    private void follow(Condition condition, Alert already) {
        if (condition.met() == null) {
            return;
        }
        Instant now = clock.instant();
        AlertRule rule = condition.rule();
        Key key = Key.of(condition);
        if (!condition.met()) {
            metSince.remove(key);
            if (already != null) {
                end(already, rule.keep());
            }
        } else if (already != null) {
            table.stillMet(already, now);
        } else if (!metSince.computeIfAbsent(key, first -> now)
                .plus(rule.after())
                .isAfter(now)) {
            begin(new Alert(key.alert(), key.subject(), now, condition.text()));
        }
    }

    private void begin(Alert alert) {
        if (table.begin(alert)) {
            notifiers.forEach(it -> it.began(alert));
        }
    }

    private void end(Alert alert, Duration keep) {
        if (table.endUnlessMetAfter(clock.instant().minus(keep), alert)) {
            notifiers.forEach(it -> it.ended(alert));
        }
    }
}
