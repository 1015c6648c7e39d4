package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.NewOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Customers who place one order after the other. A refused order ends the run, because a shop that refuses orders has no valid speed.
 */
final class OrderLoad {

    private static final String ORDER =
            new NewOrder("bench@example.org", "pm_card_visa", "REGULAR", "book-42", 2, new BigDecimal("9.95")).json();
    private static final long SLOWEST = Duration.ofMinutes(2).toNanos();
    private static final int CREATED = 201;

    private final URI orders;
    private long accepted;

    OrderLoad(URI shop) {
        this.orders = shop.resolve("/orders");
    }

    /** How many orders were accepted in all runs so far. */
    long accepted() {
        return accepted;
    }

    /**
     * Each customer orders again as soon as the previous answer arrives: measures the shop's capacity. If the shop stalls, all
     * customers wait, so the latencies hide stalls.
     */
    Measured closed(int customers, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return run(customers, (connection, latencies) -> {
            for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
                place(connection);
                record(latencies, sent);
            }
        });
    }

    /**
     * Orders start at fixed times, even if earlier ones are not answered yet. Latencies count from the scheduled time, so they include
     * waiting caused by a stall.
     */
    Measured open(int customers, int perSecond, Duration time) {
        return open(customers, perSecond, time, (location, due) -> {});
    }

    /** @param listener receives each accepted order */
    Measured open(int customers, int perSecond, Duration time, Accepted listener) {
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        long orders = time.toNanos() / interval;
        AtomicLong next = new AtomicLong();
        long first = System.nanoTime() + interval;
        Instant firstTime = Instant.now().plusNanos(interval);
        return run(customers, (connection, latencies) -> {
            for (long i = next.getAndIncrement(); i < orders; i = next.getAndIncrement()) {
                long due = first + i * interval;
                awaitTime(due);
                place(connection);
                record(latencies, due);
                listener.accepted(connection.location(), firstTime.plusNanos(i * interval));
            }
        });
    }

    private static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void place(HttpConnection connection) throws IOException {
        int status = connection.exchange();
        if (status != CREATED) {
            throw new IOException("an order was answered with " + status);
        }
    }

    private static void record(Histogram latencies, long since) {
        latencies.recordValue(Math.min(SLOWEST, System.nanoTime() - since));
    }

    private Measured run(int customers, Customer customer) {
        ExecutorService threads = Executors.newFixedThreadPool(customers);
        List<Future<Histogram>> running = new ArrayList<>();
        long began = System.nanoTime();
        try {
            for (int i = 0; i < customers; i++) {
                running.add(threads.submit(() -> {
                    Histogram latencies = new Histogram(SLOWEST, 3);
                    try (HttpConnection connection = HttpConnection.post(orders, ORDER)) {
                        customer.order(connection, latencies);
                    }
                    return latencies;
                }));
            }
            Histogram all = new Histogram(SLOWEST, 3);
            for (Future<Histogram> one : running) {
                all.add(one.get());
            }
            accepted += all.getTotalCount();
            return new Measured(all, Duration.ofNanos(System.nanoTime() - began));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while orders were placed", e);
        } catch (ExecutionException e) {
            throw new LauncherException(
                    "No speed, because an order was not accepted: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Receives the location of an order, null if the shop names none, and its scheduled time. */
    @FunctionalInterface
    interface Accepted {
        void accepted(@Nullable String location, Instant due);
    }

    @FunctionalInterface
    private interface Customer {
        void order(HttpConnection connection, Histogram latencies) throws IOException;
    }
}
