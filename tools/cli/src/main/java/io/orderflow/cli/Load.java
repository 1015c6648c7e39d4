package io.orderflow.cli;

import io.orderflow.launcher.NewOrder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Places orders at a fixed rate and counts their results. */
final class Load {

    private static final int MOST_TRIES = 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final OrderApi api;
    private final NewOrder order;
    private final ResultEvents results;
    private final QueueSizes queues;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentAgain = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private volatile boolean interrupted;

    Load(OrderApi api, NewOrder order, ResultEvents results, QueueSizes queues) {
        this.api = api;
        this.order = order;
        this.results = results;
        this.queues = queues;
    }

    /** Whether all orders were accepted. */
    boolean isLossless() {
        return rejected.get() == 0;
    }

    /** Runs the load, watches for {@code wait} more seconds, and prints the summary, even after Ctrl-C. */
    void run(int rate, int seconds, int wait) {
        CountDownLatch summarised = new CountDownLatch(1);
        Thread onCtrlC = new Thread(() -> {
            interrupted = true;
            awaitQuietly(summarised);
        });
        api.connect();
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        long began = System.nanoTime();
        Thread sender = new Thread(() -> send(began, rate, seconds), "load");
        sender.setDaemon(true);
        sender.start();
        watch(began, seconds, wait);
        printSummary(began);
        summarised.countDown();
        if (!interrupted) {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        }
    }

    /** Schedules each order at a fixed time, independent of the answers to earlier orders. */
    private void send(long began, int rate, int seconds) {
        long all = (long) rate * seconds;
        for (long i = 0; i < all && !interrupted; i++) {
            long due = began + i * SECOND / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sent.incrementAndGet();
            place(UUID.randomUUID().toString(), due, 1);
        }
    }

    /** Retries like a client: it repeats an order that was refused temporarily or got no answer, with the same key. */
    private void place(String key, long due, int tries) {
        api.placeLater(order, key).whenComplete((answer, failure) -> {
            Optional<Duration> later = OrderApi.retryAfter(answer, tries);
            if (later.isEmpty() || tries == MOST_TRIES || interrupted) {
                count(answer, due);
            } else {
                sentAgain.incrementAndGet();
                CompletableFuture.delayedExecutor(later.get().toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> place(key, due, tries + 1));
            }
        });
    }

    private void count(HttpResponse<String> answer, long due) {
        // Measured from the scheduled time, so it includes the time that the order waited to be sent.
        nanos.add(System.nanoTime() - due);
        if (answer != null && answer.statusCode() == 201) {
            accepted.add(OrderApi.id(answer));
        } else {
            rejected.incrementAndGet();
        }
        answered.incrementAndGet();
    }

    private void watch(long began, int seconds, int wait) {
        for (long second = 1; !interrupted; second++) {
            long next = began + second * SECOND;
            while (System.nanoTime() < next && !interrupted) {
                LockSupport.parkNanos(Math.min(SECOND / 10, next - System.nanoTime()));
            }
            printProgress(second);
            boolean sending = second < seconds || answered.get() < sent.get();
            if (!sending && (second - seconds >= wait || isDrained())) {
                return;
            }
        }
    }

    private boolean isDrained() {
        return waiting() == 0;
    }

    /** Orders without a result of their payment or their mail. */
    private long waiting() {
        return accepted.stream()
                .filter(id ->
                        !(has(id, "payment.completed", "payment.failed") && has(id, "email.sent", "email.failed")))
                .count();
    }

    private boolean has(String id, String... types) {
        return Arrays.stream(types).anyMatch(type -> results.ordersWith(type).contains(id));
    }

    private long ours(String type) {
        return accepted.stream().filter(results.ordersWith(type)::contains).count();
    }

    private void printProgress(long second) {
        System.out.printf(
                "%4d s  accepted %6d  rejected %4d  | waiting: payment %6d  email %6d  | paid %6d  mailed %6d%n",
                second,
                accepted.size(),
                rejected.get(),
                queues.waitingFor("payment"),
                queues.waitingFor("email"),
                ours("payment.completed"),
                ours("email.sent"));
    }

    private void printSummary(long began) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("%nAfter %.0f s%n", (System.nanoTime() - began) / 1e9);
        line("accepted", accepted.size() + " of " + sent.get());
        line("sent again", sentAgain.get());
        line("paid", ours("payment.completed"));
        line("payment failed", ours("payment.failed"));
        line("mailed", ours("email.sent"));
        line("mail failed", ours("email.failed"));
        line("still waiting", waiting());
        line("POST p50", millis(sorted, 0.50));
        line("POST p99", millis(sorted, 0.99));
    }

    private static void line(String name, Object value) {
        System.out.printf("  %-16s %s%n", name, value);
    }

    private static String millis(long[] sorted, double share) {
        return sorted.length == 0
                ? "-"
                : "%.1f ms".formatted(sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
