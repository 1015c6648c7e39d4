package io.orderflow.chaos;

import io.orderflow.backing.Broker;
import io.orderflow.backing.Poll;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ResidentMemory;
import io.orderflow.launcher.Sql;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A standard system whose broker is unavailable for a long time. */
final class OutageTrial implements AutoCloseable {

    private static final Duration BEFORE = Duration.ofSeconds(20);
    /** How long orders continue after the broker's return. */
    private static final Duration AFTER = Duration.ofMinutes(3);

    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);
    private static final Duration SERVED_IN = Duration.ofMinutes(1);

    private static final String DOUBLED =
            "select count(*) from (select from gateway.charge group by left(reference, 42) having count(*) > 1) doubled";

    private final Orderflow system;
    private final Sql orders;
    private final Sql payments;
    private final int rate;
    private final Consumer<String> progress;

    private OutageTrial(Orderflow system, int rate, Consumer<String> progress) {
        this.system = system;
        this.orders = new Sql(system.database("orders"));
        this.payments = new Sql(system.database("payments"));
        this.rate = rate;
        this.progress = progress;
    }

    static OutageTrial start(Path home, int rate, Consumer<String> progress) {
        return new OutageTrial(Orderflow.builder(home).progress(progress).start(), rate, progress);
    }

    /** @return whether nothing was lost, refused or charged twice */
    boolean run(Duration away, boolean alarm, PrintWriter out) throws InterruptedException {
        Duration all = BEFORE.plus(away).plus(AFTER);
        OrderClient shop = new OrderClient(List.of(system.orderApi()));
        try (OrderClients customers = new OrderClients(shop, (int) (rate * all.toSeconds()), 1)) {
            customers.comeOver(all);
            TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
            long memoryBefore = memory();
            Outage outage = breakDown(away, alarm, customers);
            Recovery recovery = recover(outage, alarm, customers);
            customers.endWithin(AFTER.plus(SERVED_IN));
            Poll.until(SERVED_IN, () -> outbox() == 0);

            long accepted = customers.receipts().size();
            long complaints = customers.complaints().size();
            long stored = orders.number("select count(*) from orders");
            long doubled = payments.number(DOUBLED);
            out.println("| | |");
            out.println("|---|---:|");
            row(out, "broker away", "%d s, %s".formatted(away.toSeconds(), alarm ? "short of memory" : "killed"));
            row(out, "orders a second", Integer.toString(rate));
            row(out, "orders acknowledged with 201", "%,d".formatted(accepted));
            row(out, "orders stored", "%,d".formatted(stored));
            row(out, "complaints", "%,d".formatted(complaints));
            row(out, "longest time without a 201 meanwhile", "%.1f s".formatted(outage.longestMillis() / 1e3));
            row(
                    out,
                    "outbox at the end of it",
                    "%,d messages, %,d MB".formatted(outage.waiting(), outage.bytes() >> 20));
            row(
                    out,
                    "published afterwards, with what came meanwhile",
                    "%,d in %.1f s: %,.0f a second"
                            .formatted(
                                    recovery.published(),
                                    recovery.seconds(),
                                    recovery.published() / recovery.seconds()));
            row(
                    out,
                    "resident memory of order-service before, at most, and after",
                    "%d, %d, %d MB".formatted(memoryBefore, outage.memory(), memory()));
            row(out, "left in the outbox", "%,d".formatted(outbox()));
            row(out, "orders charged twice", "%,d".formatted(doubled));
            out.flush();
            return recovery.isWhole() && complaints == 0 && stored == accepted && outbox() == 0 && doubled == 0;
        }
    }

    /**
     * @param memory the most memory of order-service, in MB
     * @param waiting messages in the outbox at the end of the outage
     * @param bytes size of the outbox at the end of the outage
     * @param accepted orders by the end of the outage
     */
    private record Outage(long memory, long longestMillis, long waiting, long bytes, int accepted) {}

    private Outage breakDown(Duration away, boolean alarm, OrderClients customers) throws InterruptedException {
        progress.accept(alarm ? "The broker is short of memory." : "The broker is killed.");
        takeAway(system.broker(), alarm);
        long memory = watch(away, customers);
        return new Outage(
                memory,
                customers.longestOutage().toMillis(),
                outbox(),
                orders.number("select pg_total_relation_size('messaging.outbox')"),
                customers.done());
    }

    /** @param isWhole whether the outbox shrank below one second's orders in time */
    private record Recovery(boolean isWhole, double seconds, long published) {}

    private Recovery recover(Outage outage, boolean alarm, OrderClients customers) {
        progress.accept("The broker comes back.");
        giveBack(system.broker(), alarm);
        long back = System.nanoTime();
        boolean isWhole = awaitShortOutbox(customers, back);
        double seconds = (System.nanoTime() - back) / 1e9;
        progress.accept("The outbox is empty after %.1f s. Waiting for the last orders ...".formatted(seconds));
        return new Recovery(isWhole, seconds, outage.waiting() + customers.done() - outage.accepted() - outbox());
    }

    private boolean awaitShortOutbox(OrderClients customers, long back) {
        while (!Poll.until(TOLD_EVERY, () -> outbox() < rate)) {
            tell(customers, back);
            if (System.nanoTime() - back > AFTER.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private void tell(OrderClients customers, long since) {
        progress.accept("%4d s  %,d orders  %,d messages in the outbox  %d MB"
                .formatted(
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since),
                        customers.done(),
                        outbox(),
                        memory()));
    }

    private static void takeAway(Broker broker, boolean alarm) {
        if (alarm) {
            broker.setShortOfMemory(true);
        } else {
            broker.kill();
        }
    }

    private static void giveBack(Broker broker, boolean alarm) {
        if (alarm) {
            broker.setShortOfMemory(false);
        } else {
            broker.start();
        }
    }

    /** @return the most memory of order-service, in MB */
    private long watch(Duration time, OrderClients customers) throws InterruptedException {
        long most = 0;
        long began = System.nanoTime();
        for (long second = 1; second <= time.toSeconds(); second++) {
            TimeUnit.SECONDS.sleep(1);
            most = Math.max(most, memory());
            if (second % TOLD_EVERY.toSeconds() == 0) {
                tell(customers, began);
            }
        }
        return most;
    }

    private long memory() {
        return ResidentMemory.megabytes(system.service(Orderflow.ORDERS).pid());
    }

    private long outbox() {
        return orders.number("select count(*) from messaging.outbox");
    }

    private static void row(PrintWriter out, String what, String value) {
        out.printf("| %s | %s |%n", what, value);
    }

    @Override
    public void close() {
        system.close();
    }
}
