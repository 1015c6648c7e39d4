package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects rates over the rounds, in the order in which they first come. */
final class Rates {

    private final Map<String, List<Double>> measured = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();

    void add(String name, double perSecond) {
        measured.computeIfAbsent(name, it -> new ArrayList<>()).add(perSecond);
    }

    /** What can't be measured keeps the reason in place of a figure. */
    void measure(String name, Supplier<Double> measurement) {
        measured.computeIfAbsent(name, it -> new ArrayList<>());
        try {
            add(name, measurement.get());
        } catch (LauncherException e) {
            failed.put(name, e.getMessage());
        }
    }

    List<Rate> all() {
        return measured.keySet().stream()
                .map(name -> new Rate(name, List.copyOf(measured.get(name)), failed.get(name)))
                .toList();
    }
}
