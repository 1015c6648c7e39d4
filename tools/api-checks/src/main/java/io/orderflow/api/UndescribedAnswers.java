package io.orderflow.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The answers since the last check that no document describes, of all services of this JVM. */
public final class UndescribedAnswers {

    private static final Queue<String> ALL = new ConcurrentLinkedQueue<>();

    private UndescribedAnswers() {}

    static void add(String answer) {
        ALL.add(answer);
    }

    /** @throws AssertionError if there are any; the next check does not repeat them */
    public static void assertNone() {
        List<String> found = new ArrayList<>();
        for (String next = ALL.poll(); next != null; next = ALL.poll()) {
            found.add(next);
        }
        if (!found.isEmpty()) {
            throw new AssertionError("The OpenAPI document does not describe:\n"
                    + String.join("\n", found.stream().distinct().toList()));
        }
    }
}
