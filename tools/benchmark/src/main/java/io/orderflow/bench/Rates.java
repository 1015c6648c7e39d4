package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects rates over the rounds, in the order of their first measurement. */
final class Rates {

    private final Rounds<Double> measured = new Rounds<>();
    private final Map<String, String> failed = new HashMap<>();

    void add(String name, double perSecond) {
        measured.add(name, perSecond);
    }

    /** Stores the reason instead of a figure if the measurement fails. */
    void measure(String name, Supplier<Double> measurement) {
        measured.of(name);
        try {
            add(name, measurement.get());
        } catch (LauncherException e) {
            failed.put(name, e.getMessage());
        }
    }

    List<MeasuredRate> all() {
        return measured.all().entrySet().stream()
                .map(rounds ->
                        new MeasuredRate(rounds.getKey(), List.copyOf(rounds.getValue()), failed.get(rounds.getKey())))
                .toList();
    }
}
