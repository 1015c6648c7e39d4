package io.orderflow.chaos;

import io.orderflow.launcher.EffectTimes;
import io.orderflow.launcher.Orderflow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Counts arrivals at the receivers, by the receivers' clocks: no sliding second may hold more than the limit while services are killed,
 * frozen and paused, and the limits must be used while nothing is broken.
 */
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
    private static final Duration ORDERED_IN = Duration.ofSeconds(40);
    /** Services that were started last are to be as fast as they get. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    /** On a busy machine a service takes long to start, and the queues must not run dry meanwhile. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    private final FaultTarget victim;
    private final Receivers receivers;
    private final Consumer<String> progress;

    LimitTrial(FaultTarget victim, Receivers receivers, Consumer<String> progress) {
        this.victim = victim;
        this.receivers = receivers;
        this.progress = progress;
    }

    /** The head of the table that each {@link #run} adds two lines to. */
    static void printHead(PrintWriter out) {
        out.println("| kills and freezes, pauses | effect | limit | arrived | windows of 1 s over the limit "
                + "| shortest span of limit + 1 | arrived after | used while nothing was broken, and at least |");
        out.println("|---:|---|---:|---:|---:|---:|---:|---:|");
    }

    /** @return whether it is as promised */
    boolean run(Schedule schedule, Duration quiet, long seed, PrintWriter out) throws InterruptedException {
        ArrivalCheck earlierCharges = receivers.charges(CHARGES_A_SECOND);
        ArrivalCheck earlierMails = receivers.mails(MAILS_A_SECOND);
        OrderClient shop = new OrderClient(victim.shops());
        // As many as can't be worked off before the end, though every fault takes as long as it may to recover from.
        int orders = CHARGES_A_SECOND
                * (int) schedule.length()
                        .plus(quiet)
                        .multipliedBy(2)
                        .plus(RESERVE)
                        .toSeconds();
        List<InjectedFault> injected;
        int pauses;
        Instant from;
        Instant to;
        Duration chargeTime;
        Duration mailTime;
        // No VIPs: one is placed after each fault, and is not to wait for thousands of others. And only orders that the
        // gateway answers at once: the limit can't be used while answers are missing.
        try (OrderClients customers =
                        new OrderClients(shop, orders, seed, List.of("REGULAR", "BULK"), OrderKind::isAnsweredAtOnce);
                FaultRunner runner = new FaultRunner(victim.faults(), customers, shop, progress)) {
            customers.comeOver(ORDERED_IN);
            try (RandomPauses payments = pauses(Orderflow.PAYMENTS, seed);
                    RandomPauses emails = pauses(Orderflow.EMAILS, seed + 1)) {
                injected = runner.run(schedule);
                pauses = payments.count() + emails.count();
            }
            // A fault is over when others do its work. Here a replica's own start is part of it.
            victim.awaitAllReady();
            progress.accept("Nothing is broken any more. Measuring for %d s after a warm-up of %d s."
                    .formatted(quiet.toSeconds(), WARM_UP.toSeconds()));
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            EffectTimes chargesBefore = EffectTimes.of(victim.system(), Orderflow.PAYMENTS);
            EffectTimes mailsBefore = EffectTimes.of(victim.system(), Orderflow.EMAILS);
            from = Instant.now();
            TimeUnit.NANOSECONDS.sleep(quiet.toNanos());
            to = Instant.now();
            chargeTime = EffectTimes.of(victim.system(), Orderflow.PAYMENTS).meanSince(chargesBefore);
            mailTime = EffectTimes.of(victim.system(), Orderflow.EMAILS).meanSince(mailsBefore);
        }
        String broken = "%d, %,d".formatted(injected.size(), pauses);
        ArrivalCheck charges = receivers.charges(CHARGES_A_SECOND).after(earlierCharges);
        ArrivalCheck mails = receivers.mails(MAILS_A_SECOND).after(earlierMails);
        return print(out, broken, "charges", charges, chargeTime, charges.used(from, to))
                & print(out, broken, "mails", mails, mailTime, mails.used(from, to));
    }

    private RandomPauses pauses(String service, long seed) {
        return RandomPauses.begin(victim.system().replicas(service), victim.freezer(), seed);
    }

    private static boolean print(
            PrintWriter out, String broken, String effect, ArrivalCheck rate, Duration arrivedAfter, double used) {
        int over = rate.overLimit();
        double leastUsed = EffectTimes.leastUse(arrivedAfter);
        out.printf(
                "| %s | %s | %d/s | %,d | **%d** | %s | %.1f ms | %.1f %%, %.1f %% |%n",
                broken,
                effect,
                rate.limit(),
                rate.arrivals().size(),
                over,
                rate.shortestSpan()
                        .map(span -> "%.3f s".formatted(span.toNanos() / 1e9))
                        .orElse("none"),
                arrivedAfter.toNanos() / 1e6,
                used * 100,
                leastUsed * 100);
        out.flush();
        return over == 0 && used >= leastUsed;
    }
}
