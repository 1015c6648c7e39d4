package io.orderflow.chaos;

import io.orderflow.backing.Poll;
import io.orderflow.launcher.NewOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Order at a steady rate and remember the answers. A customer without an answer, or with a server error, retries with the same
 * idempotency key until the order is accepted or the shop is closed.
 */
final class OrderClients implements AutoCloseable {

    private static final int AT_THE_SAME_TIME = 64;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private final OrderClient shop;
    private final int orders;
    private final List<String> priorities;
    private final Predicate<OrderKind> kinds;
    private final Random random;
    private final long seed;
    private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final LongestGap outage = new LongestGap();
    private final AtomicInteger done = new AtomicInteger();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService customers = Executors.newFixedThreadPool(AT_THE_SAME_TIME);

    private int begun;
    private volatile boolean closed;

    OrderClients(OrderClient shop, int orders, long seed) {
        this(shop, orders, seed, List.of("VIP", "REGULAR", "REGULAR", "REGULAR", "BULK"), kind -> true);
    }

    /**
     * @param priorities each equally likely
     * @param kinds the kinds of orders that they place
     */
    OrderClients(OrderClient shop, int orders, long seed, List<String> priorities, Predicate<OrderKind> kinds) {
        this.kinds = kinds;
        this.priorities = priorities;
        this.shop = shop;
        this.orders = orders;
        this.random = new Random(seed);
        this.seed = seed;
    }

    /** Starts the customers; the last one orders after {@code time}. */
    void comeOver(Duration time) {
        outage.begin();
        pace.scheduleAtFixedRate(this::next, 0, time.toNanos() / orders, TimeUnit.NANOSECONDS);
    }

    private void next() {
        if (begun == orders) {
            pace.shutdown();
            return;
        }
        int number = ++begun;
        OrderKind kind = OrderKind.any(random, kinds);
        String priority = priorities.get(random.nextInt(priorities.size()));
        customers.execute(() -> {
            // One system may have several runs, each with customers of its own.
            order(seed + "-customer-" + number, basket(kind.address(number), kind, priority), kind);
            done.incrementAndGet();
        });
    }

    private static NewOrder basket(String email, OrderKind kind, String priority) {
        return new NewOrder(email, kind.token(), priority, "book-42", 2, new BigDecimal("9.95"));
    }

    private void order(String key, NewOrder basket, OrderKind kind) {
        UUID first = untilAccepted(key, basket);
        if (first == null) {
            return;
        }
        outage.success();
        receipts.put(key, new Receipt(first, kind));
        UUID second = kind == OrderKind.DUPLICATE ? untilAccepted(key, basket) : first;
        if (second != null && !second.equals(first)) {
            complaints.add(key + " was told of two orders: " + first + " and " + second);
        }
    }

    /** @return null if the shop closed before */
    private @Nullable UUID untilAccepted(String key, NewOrder basket) {
        while (!closed) {
            OrderClient.Answer answer = shop.place(key, basket);
            if (answer.order() != null) {
                return answer.order();
            }
            if (answer.isFinal()) {
                complaints.add(key + " was refused: " + answer.text());
                return null;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return null;
    }

    /** Places one observed order at once, in addition to the others. It may be refused like any other. */
    @Nullable
    UUID orderNow(String key) {
        OrderKind kind = OrderKind.GOOD;
        order(key, basket("probe-" + key + "@example.org", kind, "VIP"), kind);
        Receipt receipt = receipts.get(key);
        return receipt == null ? null : receipt.order();
    }

    int done() {
        return done.get();
    }

    /**
     * Waits until all customers are served. After {@code time} it stops waiting, and each unserved customer counts as a complaint.
     */
    void endWithin(Duration time) {
        if (!Poll.until(time, () -> done() == orders)) {
            complaints.add("%,d customers were not served".formatted(orders - done()));
        }
    }

    /** The accepted orders, by idempotency key. */
    Map<String, Receipt> receipts() {
        return receipts;
    }

    /** Answers that no customer should ever get. */
    List<String> complaints() {
        return complaints;
    }

    /** The longest time without an accepted order. */
    Duration longestOutage() {
        return outage.longest();
    }

    /** Stops all orders and retries. */
    @Override
    public void close() {
        closed = true;
        pace.shutdownNow();
        customers.shutdown();
    }
}
