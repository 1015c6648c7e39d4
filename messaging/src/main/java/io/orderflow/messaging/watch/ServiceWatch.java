package io.orderflow.messaging.watch;

import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.outbox.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks once a second how this service is doing. However many ask, there is one look; and nobody who asks waits for a broker
 * that does not answer.
 */
public class ServiceWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServiceWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration TRUE_FOR = Duration.ofSeconds(3);
    private static final Duration STOPS_IN = Duration.ofSeconds(5);

    private final Supplier<List<ConsumerReport>> consumers;
    private final Supplier<Backlog> outbox;
    private final List<WatchListener> listeners;
    private final Clock clock;
    private volatile ServiceState last;
    private volatile ScheduledExecutorService looking;

    ServiceWatch(
            Supplier<List<ConsumerReport>> consumers,
            Supplier<Backlog> outbox,
            List<WatchListener> listeners,
            Clock clock) {
        this.consumers = consumers;
        this.outbox = outbox;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** What was seen last; nothing, if that was too long ago to be true still. */
    public ServiceState state() {
        ServiceState seen = last;
        boolean stillTrue =
                seen != null && Duration.between(seen.at(), clock.instant()).compareTo(TRUE_FOR) < 0;
        return stillTrue ? seen : new ServiceState(clock.instant(), null, null);
    }

    private void look() {
        try {
            ServiceState seen = new ServiceState(clock.instant(), known(outbox), known(consumers));
            last = seen;
            listeners.forEach(it -> it.seen(seen));
        } catch (RuntimeException e) {
            // Thrown on, it would end all looks.
            log.debug("not now", e);
        }
    }

    private static <T> T known(Supplier<T> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            log.debug("not known now", e);
            return null;
        }
    }

    @Override
    public void start() {
        looking = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("service-watch"));
        looking.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = looking;
        looking = null;
        stopping.shutdownNow();
        try {
            if (!stopping.awaitTermination(STOPS_IN.toSeconds(), TimeUnit.SECONDS)) {
                log.debug("a look at the broker or the database is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
