package io.orderflow.messaging.alert;

import java.time.Duration;
import java.util.Arrays;

/** All alerts of a service; {@code deploy/prometheus/alerts.yml} has the same. */
public enum AlertRule {
    QUEUE_LONG("QueueLong", Duration.ofMinutes(1), Duration.ofMinutes(5)),
    OLDEST_MESSAGE_OLD("OldestMessageOld", Duration.ofMinutes(1), Duration.ofMinutes(5)),
    DEAD_LETTERS_GROWING("DeadLettersGrowing", Duration.ZERO, Duration.ofMinutes(5)),
    DEAD_LETTERS_EXPIRING("DeadLettersExpiring", Duration.ofMinutes(1), Duration.ofMinutes(5)),
    FORGED_MESSAGES("ForgedMessages", Duration.ZERO, Duration.ofMinutes(5)),
    FAILURE_SHARE_HIGH("FailureShareHigh", Duration.ofMinutes(1), Duration.ofMinutes(5)),
    WORKERS_STAND_STILL("WorkersStandStill", Duration.ZERO, Duration.ofMinutes(2)),
    TOPOLOGY_DRIFT("TopologyDrift", Duration.ZERO, Duration.ofSeconds(10)),
    OUTBOX_STUCK("OutboxStuck", Duration.ofSeconds(30), Duration.ofMinutes(2)),
    CONSUMER_GONE("ConsumerGone", Duration.ofMinutes(1), Duration.ofMinutes(2)),
    LIMITER_STARVED("LimiterStarved", Duration.ofMinutes(5), Duration.ofMinutes(5)),
    PROVIDER_AWAY("ProviderAway", Duration.ofSeconds(30), Duration.ofSeconds(10));

    private final String alert;
    private final Duration after;
    private final Duration keep;

    AlertRule(String alert, Duration after, Duration keep) {
        this.alert = alert;
        this.after = after;
        this.keep = keep;
    }

    /** @return zero for an alert that no rule defines any more */
    static Duration keep(String alert) {
        return Arrays.stream(values())
                .filter(it -> it.alert.equals(alert))
                .map(AlertRule::keep)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    String alert() {
        return alert;
    }

    /** How long the condition must be met before the alert begins. */
    Duration after() {
        return after;
    }

    /** How long the condition must stay clear before the alert ends. Prevents flapping. */
    Duration keep() {
        return keep;
    }
}
