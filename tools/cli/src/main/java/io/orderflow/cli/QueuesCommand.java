package io.orderflow.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "queues",
        description = {
            "Shows the state of each consumer: messages waiting in each lane, held by its replicas, waiting for a retry, and "
                    + "dead; its rate and its limit (with the configured limit, if that differs).",
            "While a provider is away, a line below the table says since when, how many messages wait, and why it counts as away. "
                    + "Other lines say how long a provider wants no messages, and how many messages are postponed because it throttles "
                    + "them.",
            "The command takes no message out of any queue."
        },
        footer = {"%nExample: ./demo queues --watch", "Example: ./demo queues --peek 5"})
final class QueuesCommand implements Callable<Integer> {

    private static final int MOST_PEEKED = 50;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--peek",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also show the next N messages of each consumer; at most " + MOST_PEEKED + ".")
    private int peek;

    @Option(names = "--watch", description = "Repeat every second, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        if (peek < 0 || peek > MOST_PEEKED) {
            throw new ParameterException(spec.commandLine(), "--peek is 0 to " + MOST_PEEKED + ".");
        }
        Operations operations = Operations.of(spec);
        Consumers consumers = new Consumers(operations);
        print(consumers.reports(peek));
        while (watch) {
            TimeUnit.SECONDS.sleep(1);
            out().printf("%n%s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS));
            print(consumers.reports(peek));
        }
        return operations.exitCode();
    }

    private void print(List<ConsumerReport> reports) {
        Table table = new Table(
                "CONSUMER", "IN FLIGHT", "RETRY", "DEAD", "REPLICAS", "LIMIT/S", "HANDLED/S", "OLDEST", "WAITING");
        reports.forEach(it -> table.add(
                it.consumer(),
                it.inFlight(),
                sum(it.waitingForRetry()),
                it.dead(),
                replicas(it),
                limit(it),
                String.format(Locale.ROOT, "%.1f", it.handledPerSecond()),
                age(it.oldestAt()),
                waiting(it)));
        table.print(out(), width());
        printProviderNotes(reports);
        reports.stream().filter(it -> !it.next().isEmpty()).forEach(this::printNext);
    }

    private void printProviderNotes(List<ConsumerReport> reports) {
        Instant now = Instant.now();
        List<String> notes = reports.stream()
                .flatMap(report -> ProviderNotes.of(report, now).stream().map(note -> report.consumer() + ": " + note))
                .toList();
        if (!notes.isEmpty()) {
            out().println();
            notes.forEach(out()::println);
            out().flush();
        }
    }

    private void printNext(ConsumerReport report) {
        out().printf("%nNext for %s%n", report.consumer());
        Table table = new Table("QUEUE", "TYPE", "ORDER", "AGE", "MESSAGE");
        report.next()
                .forEach(it -> table.add(it.queue(), it.type(), it.correlationId(), age(it.since()), it.messageId()));
        table.print(out(), width());
    }

    /** The depths by lane, or one number if there is only one queue. */
    private static String waiting(ConsumerReport report) {
        return report.ready().entrySet().stream()
                .map(it -> it.getKey().equals(report.consumer())
                        ? it.getValue().toString()
                        : lane(it.getKey()) + " " + it.getValue())
                .collect(Collectors.joining("  "));
    }

    private static String lane(String queue) {
        return queue.substring(queue.lastIndexOf('.') + 1);
    }

    private static String replicas(ConsumerReport report) {
        String state = report.paused() ? "paused" : report.working() + " working";
        boolean asUsual = !report.paused() && report.working() == report.replicas();
        return report.replicas() + (asUsual ? "" : " (" + state + ")");
    }

    private static String limit(ConsumerReport report) {
        if (report.limitPerSecond() == null) {
            return "none";
        }
        return report.limitPerSecond().equals(report.configuredLimitPerSecond())
                ? report.limitPerSecond().toString()
                : report.limitPerSecond() + " (" + report.configuredLimitPerSecond() + ")";
    }

    private static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable String age(@Nullable Instant since) {
        return since == null ? null : Table.duration(Duration.between(since, Instant.now()));
    }

    private int width() {
        return spec.usageMessage().autoWidth(true).width();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
