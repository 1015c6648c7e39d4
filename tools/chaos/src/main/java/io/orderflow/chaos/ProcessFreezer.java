package io.orderflow.chaos;

import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Freezes processes ({@code SIGSTOP}) and resumes them ({@code SIGCONT}). A process with several holds resumes when the last hold is
 * released.
 */
final class ProcessFreezer implements AutoCloseable {

    private final Map<Long, Integer> holders = new HashMap<>();
    /** One shell sends all signals: on a busy machine, starting a program takes longer than a pause lasts. */
    private @Nullable Process shell;

    /** Creates a hold on this process, without freezing it yet. */
    Hold hold(ServiceProcess process) {
        return new Hold(process);
    }

    /** Resumes all frozen processes. */
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

    /** Has no effect on a process that has ended. */
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

    /** Freezes the current process of a service and releases the same process, even if another one was started meanwhile. */
    final class Hold {

        private final ServiceProcess process;
        private @Nullable Long pid;

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
