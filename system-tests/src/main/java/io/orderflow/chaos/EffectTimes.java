package io.orderflow.chaos;

import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;
import java.util.List;

/** How long effects of one service took until they had surely arrived, as its replicas have measured it. */
record EffectTimes(double seconds, long count) {

    private static final String METRIC = "orderflow_effect_seconds_";

    static EffectTimes of(Orderflow system, String service) {
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

    Duration meanSince(EffectTimes earlier) {
        long effects = count - earlier.count;
        return effects == 0 ? Duration.ZERO : Duration.ofNanos((long) ((seconds - earlier.seconds) / effects * 1e9));
    }
}
