package io.orderflow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is measured once a round, by name, in the order in which they first come. */
final class Rounds<T> {

    private final Map<String, List<T>> measured = new LinkedHashMap<>();

    void add(String name, T figure) {
        of(name).add(figure);
    }

    /** Of one name, from now on there with or without figures. */
    List<T> of(String name) {
        return measured.computeIfAbsent(name, it -> new ArrayList<>());
    }

    Map<String, List<T>> all() {
        return measured;
    }
}
