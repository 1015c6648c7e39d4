package io.orderflow.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Injects the faults of a schedule at their times, repairs each, and measures how long the system takes to recover. */
final class FaultRunner implements AutoCloseable {

    private static final Duration INJECTED_WITHIN = Duration.ofSeconds(40);
    private static final Duration REPAIRED_WITHIN = Duration.ofSeconds(180);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(120);

    private final FaultMaker faults;
    private final OrderClients customers;
    private final OrderClient shop;
    private final Consumer<String> progress;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<String> now = new ConcurrentSkipListSet<>();
    private final AtomicInteger providersAway = new AtomicInteger();

    FaultRunner(FaultMaker faults, OrderClients customers, OrderClient shop, Consumer<String> progress) {
        this.faults = faults;
        this.customers = customers;
        this.shop = shop;
        this.progress = progress;
    }

    /** Returns when the system has recovered from the last fault. */
    List<InjectedFault> run(Schedule schedule) throws InterruptedException {
        long beginning = System.nanoTime();
        List<Future<Optional<InjectedFault>>> running = schedule.faults().stream()
                .map(planned -> threads.submit(() -> run(planned, beginning)))
                .toList();
        List<InjectedFault> injected = new ArrayList<>();
        for (Future<Optional<InjectedFault>> fault : running) {
            try {
                fault.get().ifPresent(injected::add);
            } catch (ExecutionException e) {
                throw new IllegalStateException("A fault could not be repaired: " + e.getCause(), e.getCause());
            }
        }
        return injected;
    }

    /** The faults that are active now. */
    Set<String> now() {
        return now;
    }

    private Optional<InjectedFault> run(PlannedFault planned, long beginning) throws Exception {
        pause(planned.at().minusNanos(System.nanoTime() - beginning));
        Fault fault = faults.of(planned);
        String name = planned.kind().label() + " (" + fault.target() + ")";
        now.add(name);
        Instant broken = Instant.now();
        boolean isLong = planned.kind().isLong();
        providersAway.addAndGet(isLong ? 1 : 0);
        boolean made = untilPossible(fault::inject, INJECTED_WITHIN);
        boolean isSurvived = planned.kind().isSurvived();
        Duration recovery = made && isSurvived ? recovery(planned, System.nanoTime()) : null;
        if (made) {
            pause(planned.lasts());
        }
        now.remove(name);
        Instant repaired = Instant.now();
        long repairing = System.nanoTime();
        // Repair even a fault that was only partly injected.
        if (!untilPossible(fault::heal, REPAIRED_WITHIN)) {
            throw new IllegalStateException(name);
        }
        providersAway.addAndGet(isLong ? -1 : 0);
        if (!made) {
            progress.accept("%2d  %s: could not be injected, and does not count".formatted(planned.number(), name));
            return Optional.empty();
        }
        if (!isSurvived) {
            recovery = recovery(planned, repairing);
        }
        progress.accept("%2d  %s: recovered in %s".formatted(planned.number(), name, ChaosReport.recovery(recovery)));
        return Optional.of(new InjectedFault(planned, fault.target(), broken, repaired, recovery));
    }

    /** Retries the step, because another fault may prevent it: the broker accepts no commands while it is dead. */
    private boolean untilPossible(Fault.Step step, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - end < 0) {
            try {
                step.take();
                return true;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                pause(BETWEEN_TRIES);
            }
        }
        return false;
    }

    /**
     * No order can be completed while a provider is unavailable, so the measurement starts at its return, if that is later.
     *
     * @return the time from {@code repaired} until an order placed now is paid and confirmed; null if that takes too long
     */
    private @Nullable Duration recovery(PlannedFault planned, long repaired) throws InterruptedException {
        long since = repaired;
        while (providersAway.get() > 0) {
            pause(Duration.ofMillis(100));
            since = System.nanoTime();
        }
        long end = System.nanoTime() + RECOVERS_WITHIN.toNanos();
        UUID order = customers.orderNow("probe-" + planned.number());
        while (order != null && System.nanoTime() - end < 0) {
            if (shop.isDone(order)) {
                return Duration.ofNanos(System.nanoTime() - since);
            }
            pause(Duration.ofMillis(100));
        }
        return null;
    }

    private void pause(Duration time) throws InterruptedException {
        if (ended.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("The run has ended");
        }
    }

    @Override
    public void close() {
        ended.countDown();
        threads.shutdownNow();
    }
}
