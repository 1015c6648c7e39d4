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
 * Begins an alert when its condition has been met for a while and ends it when it has not been for a while. Replicas share
 * the rows of the alerts that are on, so each is told of once, by the one that was first to write or to delete its row.
 */
public class Alerts implements WatchListener {

    private final List<AlertSource> sources;
    private final AlertTable table;
    private final List<AlertNotifier> notifiers;
    private final Clock clock;
    private final Map<Key, Stretch> stretches = new HashMap<>();
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

    /** Since when a condition has been met, or not. */
    private record Stretch(boolean met, Instant since) {}

    /** One round. */
    @Override
    public void seen(ServiceState state) {
        Map<Key, Condition> conditions = new HashMap<>();
        sources.forEach(source -> source.conditions(state).forEach(it -> conditions.put(Key.of(it), it)));
        stretches.keySet().retainAll(conditions.keySet());

        List<Alert> before = table.all();
        Map<Key, Alert> already = new HashMap<>();
        before.forEach(it -> already.put(Key.of(it), it));
        conditions.forEach((key, condition) -> follow(key, condition, already.get(key)));
        before.stream().filter(it -> !conditions.containsKey(Key.of(it))).forEach(this::end);
        on = table.all();
    }

    private void follow(Key key, Condition condition, Alert already) {
        if (condition.met() == null) {
            return;
        }
        Stretch stretch = stretches.compute(
                key,
                (same, known) -> known != null && known.met() == condition.met()
                        ? known
                        : new Stretch(condition.met(), clock.instant()));
        Duration lasted = Duration.between(stretch.since(), clock.instant());
        AlertRule rule = condition.rule();
        if (stretch.met() && already == null && lasted.compareTo(rule.after()) >= 0) {
            table.begin(key.alert(), key.subject(), condition.text())
                    .ifPresent(began -> notifiers.forEach(it -> it.began(began)));
        } else if (!stretch.met() && already != null && lasted.compareTo(rule.keep()) >= 0) {
            end(already);
        }
    }

    private void end(Alert alert) {
        if (table.end(alert)) {
            notifiers.forEach(it -> it.ended(alert));
        }
    }
}
