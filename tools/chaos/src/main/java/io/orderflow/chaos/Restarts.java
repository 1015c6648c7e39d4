package io.orderflow.chaos;

import io.orderflow.launcher.ServiceProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Restarts services that have ended, like any process supervisor. A service ends, for example, if it finds no database at its start.
 */
final class Restarts implements AutoCloseable {

    private static final long LOOK_EVERY_SECONDS = 2;

    private final List<ServiceProcess> all;
    private final Set<ServiceProcess> keptDown = new HashSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Restarts(List<ServiceProcess> all) {
        this.all = all;
        clock.scheduleWithFixedDelay(this::lookAfter, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void lookAfter() {
        all.stream().filter(service -> !keptDown.contains(service)).forEach(ServiceProcess::start);
    }

    /** Kills the services and does not restart them. */
    synchronized void kill(List<ServiceProcess> services) {
        keptDown.addAll(services);
        services.forEach(ServiceProcess::kill);
    }

    synchronized void start(List<ServiceProcess> services) {
        services.forEach(keptDown::remove);
        services.forEach(ServiceProcess::start);
    }

    /** Ends all restarts. */
    @Override
    public synchronized void close() {
        keptDown.addAll(all);
        clock.shutdown();
    }
}
