package io.orderflow.dashboard;

import io.orderflow.dashboard.Snapshot.ConsumerView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the numbers of the last fifteen minutes for the charts of a newly opened page. */
class SampleHistory {

    private static final int SAMPLES = 900;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long at, Map<String, Double> values) {}

    /**
     * @param at seconds since 1970
     * @param series lists as long as {@code at}; null where a number was unknown
     */
    record Series(List<Long> at, Map<String, List<Double>> series) {}

    synchronized void add(Snapshot snapshot) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("accepted", snapshot.orders().acceptedPerSecond());
        snapshot.services().forEach(service -> service.consumers().forEach(it -> addTo(values, it)));
        samples.add(new Sample(snapshot.at().getEpochSecond(), values));
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    private static void addTo(Map<String, Double> values, ConsumerView consumer) {
        String name = consumer.name();
        values.put(name + ".depth", consumer.depth());
        values.put(name + ".in", consumer.inPerSecond());
        values.put(name + ".out", consumer.outPerSecond());
        values.put(
                name + ".limit",
                consumer.limitPerSecond() == null
                        ? null
                        : consumer.limitPerSecond().doubleValue());
        values.put(name + ".oldest", consumer.oldestSeconds());
    }

    synchronized Series series() {
        Set<String> names = new LinkedHashSet<>();
        samples.forEach(it -> names.addAll(it.values().keySet()));
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (String name : names) {
            List<Double> values = new ArrayList<>(samples.size());
            samples.forEach(it -> values.add(it.values().get(name)));
            series.put(name, values);
        }
        return new Series(samples.stream().map(Sample::at).toList(), series);
    }
}
