package io.orderflow.launcher;

import java.time.Duration;
import java.util.List;

/** How long effects of one service took until they had certainly arrived at the provider, as measured by its replicas. */
public record EffectTimes(double seconds, long count) {

    /** An effect occupies its share of the limit for a second plus its duration. A further two per cent may be lost. */
    private static final double USED = 0.98;

    private static final String METRIC = "orderflow_effect_seconds_";

    public static EffectTimes of(Orderflow system, String service) {
        double seconds = 0;
        double count = 0;
        for (ServiceProcess replica : system.replicas(service)) {
            List<String> metrics = new OpsApi(replica.name(), replica.url(), system.opsPassword())
                    .text("/actuator/prometheus")
                    .lines()
                    .toList();
            seconds += sum(metrics, METRIC + "sum");
            count += sum(metrics, METRIC + "count");
        }
        return new EffectTimes(seconds, Math.round(count));
    }

    private static double sum(List<String> metrics, String name) {
        return metrics.stream()
                .filter(it -> it.startsWith(name))
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                .sum();
    }

    public Duration meanSince(EffectTimes earlier) {
        long effects = count - earlier.count;
        return effects == 0 ? Duration.ZERO : Duration.ofNanos((long) ((seconds - earlier.seconds) / effects * 1e9));
    }

    /** The least usage of a limit while messages wait: 97 % if an effect takes 10 ms, 93 % if it takes 50 ms. */
    public static double leastUse(Duration effect) {
        return USED / (1 + effect.toNanos() / 1e9);
    }
}
