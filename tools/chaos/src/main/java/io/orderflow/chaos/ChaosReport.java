package io.orderflow.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results of a run, as a Markdown table. */
final class ChaosReport {

    private static final int FINDINGS_SHOWN = 20;

    private final List<InjectedFault> faults;
    private final Verdict verdict;
    private final Duration outage;

    ChaosReport(List<InjectedFault> faults, Verdict verdict, Duration outage) {
        this.faults = faults;
        this.verdict = verdict;
        this.outage = outage;
    }

    void print(PrintWriter out) {
        out.println("| fault | times | recovered after, median | at worst |");
        out.println("|---|---:|---:|---:|");
        byKind().forEach((kind, all) -> {
            List<Duration> recoveries = all.stream()
                    .map(InjectedFault::recovery)
                    .map(it -> it == null ? Duration.ofNanos(Long.MAX_VALUE) : it)
                    .sorted()
                    .toList();
            out.printf(
                    "| %s | %d | %s | %s |%n",
                    kind.label(),
                    all.size(),
                    recovery(recoveries.get((recoveries.size() - 1) / 2)),
                    recovery(recoveries.get(recoveries.size() - 1)));
        });
        if (faults.stream().anyMatch(fault -> fault.kind().isLong())) {
            out.printf("%nWhere a provider was away, recovery counts from its return.%n");
        }
        out.println();
        out.println("| | |");
        out.println("|---|---:|");
        line(out, "faults injected", faults.size());
        verdict.sums().forEach((what, sum) -> line(out, what, sum));
        for (Finding.Kind kind : Finding.Kind.values()) {
            line(out, "**" + kind.label() + "**", verdict.count(kind));
        }
        line(out, "mails sent twice, each explained by a fault", explained());
        out.printf("| longest time without a 201 | %s |%n", seconds(outage));
        verdict.findings().stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding -> out.printf("%n%s: %s", finding.kind().label(), finding.text()));
        if (!verdict.isGood()) {
            out.printf("%n%n%d findings in all.%n", verdict.findings().size());
        }
        out.flush();
    }

    private long explained() {
        return Math.max(0, verdict.doubleMails() - verdict.count(Finding.Kind.UNEXPLAINED_MAIL));
    }

    private Map<FaultKind, List<InjectedFault>> byKind() {
        return faults.stream().collect(Collectors.groupingBy(InjectedFault::kind, TreeMap::new, Collectors.toList()));
    }

    private static void line(PrintWriter out, String what, long sum) {
        out.printf("| %s | %,d |%n", what, sum);
    }

    /** @param time null, or longer than any run, if the system never recovered */
    static String recovery(@Nullable Duration time) {
        return time == null || time.toDays() > 0 ? "never" : seconds(time);
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toNanos() / 1e9);
    }
}
