package io.orderflow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the measurements of each round by name, in the order of their first occurrence. */
final class Rounds<T> {

    private final Map<String, List<T>> measured = new LinkedHashMap<>();

    void add(String name, T figure) {
        of(name).add(figure);
    }

    /** Returns the figures of a name; from now on the name is listed even without figures. */
    List<T> of(String name) {
        return measured.computeIfAbsent(name, it -> new ArrayList<>());
    }

    Map<String, List<T>> all() {
        return measured;
    }
}
