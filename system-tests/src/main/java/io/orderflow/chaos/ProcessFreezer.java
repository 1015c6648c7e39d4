package io.orderflow.chaos;

import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/**
 * Stops processes where they are ({@code SIGSTOP}) and lets them go on ({@code SIGCONT}). A process that several hold goes on when the
 * last of them releases it.
 */
final class ProcessFreezer implements AutoCloseable {

    private final Map<Long, Integer> holders = new HashMap<>();
    /** One shell for all signals: on a busy machine, to start a program takes longer than a pause lasts. */
    private Process shell;

    /** A hold on this process, which is not frozen yet. */
    Hold hold(ServiceProcess process) {
        return new Hold(process);
    }

    /** Lets all of them go on. */
    @Override
    public synchronized void close() {
        holders.keySet().forEach(pid -> signal("CONT", pid));
        holders.clear();
        if (shell != null) {
            shell.destroy();
        }
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
    private void signal(String signal, long pid) {
        try {
            if (shell == null) {
                shell = new ProcessBuilder("sh")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
            Writer commands = shell.outputWriter();
            commands.write("kill -%s %d; echo done%n".formatted(signal, pid));
            commands.flush();
            shell.inputReader().readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " gets no signal", e);
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
