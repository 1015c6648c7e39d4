package io.orderflow.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Whether the limits hold while those who keep to them are killed, and are used while nobody is. */
final class LimitTrial {

    static final List<FaultKind> FAULTS = List.of(
            FaultKind.KILL_PAYMENTS,
            FaultKind.KILL_EMAILS,
            FaultKind.KILL_PAYMENTS,
            FaultKind.KILL_EMAILS,
            FaultKind.FREEZE_PAYMENTS,
            FaultKind.FREEZE_EMAILS);

    private static final int CHARGES_A_SECOND = 10;
    private static final int MAILS_A_SECOND = 5;
    private static final double LEAST_USED = 0.97;
    private static final Duration ORDERED_IN = Duration.ofSeconds(40);
    /** JVMs that were started last are to be as fast as they get. */
    private static final Duration WARMS_UP_IN = Duration.ofSeconds(20);

    private final Victim victim;
    private final WrongClocks clocks;
    private final Consumer<String> progress;

    LimitTrial(Victim victim, WrongClocks clocks, Consumer<String> progress) {
        this.victim = victim;
        this.clocks = clocks;
        this.progress = progress;
    }

    /** @return whether it is as promised */
    boolean run(Schedule schedule, Duration quiet, long seed, PrintWriter out) throws InterruptedException {
        Shop shop = new Shop(victim.shops());
        // As many as can't be worked off before the end, though every fault takes as long as it may to recover from.
        int orders = CHARGES_A_SECOND
                * (int) schedule.length().plus(quiet).multipliedBy(2).toSeconds();
        FaultMaker faults = victim.faults();
        // A mail that is refused has used its permit, and is not among those that were sent.
        victim.mailServer().reject(recipient -> false, 550, "");
        List<InjectedFault> injected;
        Instant from;
        Instant to;
        // No VIPs: one is placed after each fault, and is not to wait for thousands of others.
        try (Customers customers = new Customers(shop, orders, seed, List.of("REGULAR", "BULK"));
                FaultRunner runner = new FaultRunner(faults, customers, shop, progress)) {
            customers.comeOver(ORDERED_IN);
            injected = runner.run(schedule);
            // The fault is over when others do its work. Here a replica's own start is part of it: while it is cold, it
            // prepares its first effects for longer than a permit lasts.
            victim.awaitAllReady();
            progress.accept("Nothing is broken any more. Two quiet minutes are left.");
            TimeUnit.NANOSECONDS.sleep(WARMS_UP_IN.toNanos());
            from = Instant.now();
            TimeUnit.NANOSECONDS.sleep(quiet.minus(WARMS_UP_IN).toNanos());
            to = Instant.now();
        }
        BooksReader books = victim.books();
        Rate charges = Rate.of(CHARGES_A_SECOND, right(books.chargesBegun()));
        Rate mails = Rate.of(MAILS_A_SECOND, right(books.mailsBegun()));
        out.printf("%d faults; clocks: %s%n%n", injected.size(), clocks.description());
        out.println("| | limit | begun | over the limit in any second | used while nothing was broken |");
        out.println("|---|---:|---:|---:|---:|");
        return print(out, "charges", charges, from, to) & print(out, "mails", mails, from, to);
    }

    private List<Instant> right(List<Instant> told) {
        return told.stream().map(clocks::right).toList();
    }

    private static boolean print(PrintWriter out, String what, Rate rate, Instant from, Instant to) {
        long over = rate.overLimit();
        double used = rate.used(from, to);
        out.printf(
                "| %s | %d/s | %,d | **%d** | %.1f %% |%n",
                what, rate.limit(), rate.starts().times().size(), over, used * 100);
        out.flush();
        return over == 0 && used >= LEAST_USED;
    }
}
