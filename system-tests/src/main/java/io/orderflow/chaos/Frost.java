package io.orderflow.chaos;

import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;

/** Stops processes where they are, and lets them go on as if nothing had been. */
final class Frost {

    private Frost() {}

    static void freeze(ServiceProcess process) {
        signal("STOP", process);
    }

    /** Without effect on a process that is not frozen, or gone. */
    static void thaw(ServiceProcess process) {
        signal("CONT", process);
    }

    private static void signal(String signal, ServiceProcess process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("kill can't be run, so " + process.name() + " gets no signal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
