package io.orderflow.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Customers who place orders at a steady rate, regardless of the answers, until they are stopped. */
final class Customers {

    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService customers = Executors.newFixedThreadPool(AT_ONCE);
    private final LinkedBlockingQueue<Future<UUID>> answers = new LinkedBlockingQueue<>();

    private Customers() {}

    static Customers placing(int perSecond, Supplier<UUID> order) {
        return placing(Integer.MAX_VALUE, perSecond, order);
    }

    /**
     * Places exactly {@code orders} orders.
     *
     * @return all of them; fails if one was not placed
     */
    static List<UUID> place(int orders, int perSecond, Supplier<UUID> order)
            throws ExecutionException, InterruptedException {
        Customers placing = placing(orders, perSecond, order);
        await().atMost(PATIENCE).until(() -> placing.answers.size() == orders);
        return placing.stop();
    }

    private static Customers placing(int most, int perSecond, Supplier<UUID> order) {
        Customers placing = new Customers();
        placing.clock.scheduleAtFixedRate(
                () -> {
                    if (placing.answers.size() < most) {
                        placing.answers.add(placing.customers.submit(order::get));
                    }
                },
                0,
                TimeUnit.SECONDS.toMicros(1) / perSecond,
                TimeUnit.MICROSECONDS);
        return placing;
    }

    /** @return all orders that were placed; fails if an order failed */
    List<UUID> stop() throws ExecutionException, InterruptedException {
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        customers.shutdown();
        List<UUID> orders = new ArrayList<>();
        for (Future<UUID> answer : answers) {
            orders.add(answer.get());
        }
        return orders;
    }
}
