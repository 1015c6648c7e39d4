package io.orderflow.backing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes open resources when the JVM ends, the last opened first. Separate shutdown hooks would run in parallel, and a service
 * would lose its database while it is still stopping.
 */
public final class ShutdownHooks {

    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    private static boolean hooked;

    private ShutdownHooks() {}

    /** Closes {@code closeable} when the JVM ends, unless {@link #forget} is called before. */
    public static synchronized void close(AutoCloseable closeable) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(ShutdownHooks::closeAll, "orderflow-exit"));
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
