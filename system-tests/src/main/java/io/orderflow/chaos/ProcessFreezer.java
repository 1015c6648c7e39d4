package io.orderflow.chaos;

import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Stops processes where they are ({@code SIGSTOP}) and lets them go on ({@code SIGCONT}). A process that several hold goes on when the
 * last of them releases it.
 */
final class ProcessFreezer {

    private final Map<Long, Integer> holders = new HashMap<>();

    /** A hold on this process, which is not frozen yet. */
    Hold hold(ServiceProcess process) {
        return new Hold(process);
    }

    /** Lets all of them go on. */
    synchronized void thawAll() {
        holders.keySet().forEach(pid -> signal("CONT", pid));
        holders.clear();
    }

    private synchronized void freeze(long pid) {
        if (holders.merge(pid, 1, Integer::sum) == 1) {
            signal("STOP", pid);
        }
    }

    private synchronized void release(long pid) {
        if (holders.computeIfPresent(pid, (id, count) -> count == 1 ? null : count - 1) == null) {
            signal("CONT", pid);
        }
    }

    /** Without effect on a process that is gone. */
    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("kill can't be run, so process " + pid + " gets no signal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Freezes the process that is there when it begins, and releases the same, whatever has been started since. */
    final class Hold {

        private final ServiceProcess process;
        private Long pid;

        private Hold(ServiceProcess process) {
            this.process = process;
        }

        void begin() {
            if (pid == null) {
                pid = process.pid();
                freeze(pid);
            }
        }

        void end() {
            if (pid != null) {
                release(pid);
                pid = null;
            }
        }
    }
}
