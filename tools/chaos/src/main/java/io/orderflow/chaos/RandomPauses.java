package io.orderflow.chaos;

import io.orderflow.launcher.ServiceProcess;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pauses one process after the other for a moment, several times a second, like a busy machine or a garbage collection. */
final class RandomPauses implements AutoCloseable {

    private static final int SHORTEST_MILLIS = 20;
    private static final int LONGEST_MILLIS = 300;
    private static final int LONGEST_BREAK_MILLIS = 150;

    private final List<ServiceProcess> processes;
    private final ProcessFreezer freezer;
    private final Random random;
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "random-pauses");

    private RandomPauses(List<ServiceProcess> processes, ProcessFreezer freezer, long seed) {
        this.processes = List.copyOf(processes);
        this.freezer = freezer;
        this.random = new Random(seed);
    }

    static RandomPauses begin(List<ServiceProcess> processes, ProcessFreezer freezer, long seed) {
        RandomPauses pauses = new RandomPauses(processes, freezer, seed);
        pauses.thread.setDaemon(true);
        pauses.thread.start();
        return pauses;
    }

    private void run() {
        try {
            while (!ended.await(random.nextInt(LONGEST_BREAK_MILLIS), TimeUnit.MILLISECONDS)) {
                ServiceProcess process = processes.get(random.nextInt(processes.size()));
                if (!process.isAlive()) {
                    continue;
                }
                ProcessFreezer.Hold hold = freezer.hold(process);
                hold.begin();
                try {
                    ended.await(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1), TimeUnit.MILLISECONDS);
                } finally {
                    hold.end();
                }
                count.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The number of pauses. */
    int count() {
        return count.get();
    }

    /** Returns when no process is paused any more. */
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
