package io.orderflow.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run: customers order while faults occur, then the system heals, and then the auditor checks the data. */
final class Chaos {

    private static final Duration CUSTOMERS_FINISH_IN = Duration.ofMinutes(2);
    /** If no number falls within this time, nothing more will happen. */
    private static final Duration STANDS_STILL_FOR = Duration.ofMinutes(2);
    /** The broker updates its counts every five seconds, so counts at this distance are independent. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(6);

    private final Subject subject;
    private final PrintWriter err;
    /** The places that still hold messages at the end. */
    private volatile String stillWaiting = "";

    Chaos(Subject subject, PrintWriter err) {
        this.subject = subject;
        this.err = err;
    }

    /** The results of a run for the report. */
    record Outcome(List<InjectedFault> faults, Verdict verdict, Duration outage) {}

    Outcome run(Schedule schedule, int orders, long seed) throws InterruptedException, IOException {
        OrderClient shop = new OrderClient(subject.shops());
        FaultMaker faults = subject.faults();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (OrderClients customers = new OrderClients(shop, orders, seed);
                FaultRunner runner = new FaultRunner(faults, customers, shop, this::say)) {
            long beginning = System.nanoTime();
            clock.scheduleAtFixedRate(() -> showProgress(customers, orders, runner, beginning), 1, 1, TimeUnit.SECONDS);
            customers.comeOver(schedule.length());
            List<InjectedFault> injected = runner.run(schedule);
            say("All is repaired. Waiting until the last customers are served and the queues are empty ...");
            customers.endWithin(CUSTOMERS_FINISH_IN);
            BooksReader reader = subject.books();
            awaitQuiet(reader);
            List<String> complaints = new ArrayList<>(customers.complaints());
            complaints.addAll(subject.damage());
            Verdict verdict = Auditor.audit(customers.receipts(), complaints, faults.poison(), injected, reader.read());
            return new Outcome(injected, verdict, customers.longestOutage());
        } finally {
            clock.shutdownNow();
        }
    }

    /** Waits for two empty counts in a row, because a message may be in transit between two places during one count. */
    private void awaitQuiet(BooksReader reader) throws InterruptedException, IOException {
        StallDetector left = new StallDetector(STANDS_STILL_FOR);
        boolean standsStill = false;
        int empty = 0;
        while (empty < 2 && !standsStill) {
            Map<String, Long> waiting = reader.waiting();
            standsStill = left.standsStill(
                    waiting.values().stream().mapToLong(Long::longValue).sum());
            empty = waiting.isEmpty() ? empty + 1 : 0;
            stillWaiting = waiting.isEmpty() ? "" : "waiting yet: " + waiting;
            TimeUnit.NANOSECONDS.sleep(BETWEEN_COUNTS.toNanos());
        }
    }

    private void showProgress(OrderClients customers, int orders, FaultRunner runner, long beginning) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginning);
        say("%4d s  %,d of %,d orders, %,d mails  %s"
                .formatted(
                        seconds,
                        customers.done(),
                        orders,
                        subject.mails(),
                        String.join(", ", runner.now()) + stillWaiting));
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
