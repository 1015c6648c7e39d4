package io.orderflow.messaging.status;

import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.metrics.CachedValue;
import io.orderflow.messaging.outbox.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Polls the state of this service once a second and notifies the listeners. All readers share one poll, and no reader waits for a
 * broker that does not answer.
 */
public class StatusPoller implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StatusPoller.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration STOPS_IN = Duration.ofSeconds(5);
    private static final int TASKS = 4;

    /** Lists of all queues and bindings cost the broker more than a count. */
    private static final Duration TOPOLOGY_EVERY = Duration.ofSeconds(5);

    private final PolledValue<List<ConsumerReport>> consumers;
    private final PolledValue<Backlog> outbox;
    private final PolledValue<List<String>> topologyDrift;
    private final List<StatusListener> listeners;
    private final Clock clock;
    private volatile @Nullable ScheduledExecutorService tasks;

    StatusPoller(
            Supplier<List<ConsumerReport>> consumers,
            Supplier<Backlog> outbox,
            Supplier<List<String>> topologyDrift,
            List<StatusListener> listeners,
            Clock clock) {
        this.consumers = new PolledValue<>(consumers, clock);
        this.outbox = new PolledValue<>(outbox, clock);
        this.topologyDrift = new PolledValue<>(new CachedValue<>(TOPOLOGY_EVERY, topologyDrift), clock);
        this.listeners = listeners;
        this.clock = clock;
    }

    /** The state as of the last seconds. */
    public ServiceState state() {
        return new ServiceState(clock.instant(), outbox.value(), consumers.value(), topologyDrift.value());
    }

    private void tell() {
        ServiceState state = state();
        for (StatusListener listener : listeners) {
            try {
                listener.seen(state);
            } catch (RuntimeException e) {
                log.debug("a listener failed", e);
            }
        }
    }

    /** Starts separate tasks, so that a poll that waits for the broker does not delay the others. */
    @Override
    public void start() {
        ScheduledExecutorService starting =
                Executors.newScheduledThreadPool(TASKS, new CustomizableThreadFactory("service-watch-"));
        tasks = starting;
        for (Runnable task : List.<Runnable>of(outbox::poll, consumers::poll, topologyDrift::poll, this::tell)) {
            starting.scheduleWithFixedDelay(task, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = tasks;
        if (stopping == null) {
            return;
        }
        tasks = null;
        stopping.shutdownNow();
        try {
            if (!stopping.awaitTermination(STOPS_IN.toSeconds(), TimeUnit.SECONDS)) {
                log.debug("a poll of the broker or the database is still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return tasks != null;
    }
}
