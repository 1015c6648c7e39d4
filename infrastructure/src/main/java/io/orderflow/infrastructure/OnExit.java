package io.orderflow.infrastructure;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what is still open when the JVM ends, last opened first. Shutdown hooks of their own would run side by side, and a
 * service would lose its database while it is still stopping.
 */
public final class OnExit {

    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    private static boolean hooked;

    private OnExit() {}

    /** Has {@code closeable} closed at the end of the JVM, unless {@link #forget} comes first. */
    public static synchronized void close(AutoCloseable closeable) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(OnExit::closeAll, "orderflow-exit"));
            hooked = true;
        }
        OPEN.push(closeable);
    }

    public static synchronized void forget(AutoCloseable closeable) {
        OPEN.removeIf(open -> open == closeable);
    }

    private static void closeAll() {
        for (AutoCloseable last = next(); last != null; last = next()) {
            try {
                last.close();
            } catch (Exception e) {
                System.err.println("At exit: " + e.getMessage());
            }
        }
    }

    private static synchronized AutoCloseable next() {
        return OPEN.poll();
    }
}
