package io.orderflow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects how limits were kept over the rounds, in the order in which they first come. */
final class Paces {

    private final Map<String, List<Pace>> measured = new LinkedHashMap<>();

    void add(String name, Pace pace) {
        measured.computeIfAbsent(name, it -> new ArrayList<>()).add(pace);
    }

    Map<String, List<Pace>> all() {
        return measured;
    }
}
