package io.orderflow.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Writes a run as Markdown. */
final class ReportText {

    private final BenchmarkResults results;

    ReportText(BenchmarkResults results) {
        this.results = results;
    }

    private String openLoop() {
        return "%d orders a second".formatted(results.plan().openPerSecond());
    }

    String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println("# Measured side by side");
        out.println();
        circumstances(out);
        orders(out);
        promises(out);
        untilCharged(out);
        paces(out);
        rates(out);
        costs(out);
        growth(out);
        goals(out);
        return text.toString();
    }

    private void circumstances(PrintWriter out) {
        BenchPlan plan = results.plan();
        out.printf(
                "%d round%s of all in turn, each under load until it gets no faster (%d s at most), and then measured for %d s in "
                        + "each loop. Figures are medians of the rounds. Load, services, broker and database share the machine. "
                        + "No run that lost an order has a speed.%n%n",
                plan.rounds(), plan.rounds() == 1 ? "" : "s", plan.warmUpSeconds(), plan.measuredSeconds());
        Machine machine = results.machine();
        Versions versions = results.versions();
        out.println("| | |");
        out.println("|---|---|");
        row(out, "when", machine.at());
        row(out, "commit", machine.commit());
        row(out, "machine", machine.cores() + " cores, " + machine.processor() + ", " + machine.memory());
        row(out, "system", machine.system());
        row(out, "Java", machine.java());
        row(out, "PostgreSQL", versions.postgres());
        row(out, "RabbitMQ", versions.rabbitmq());
        row(out, "pgbench", versions.pgbench());
        row(out, "Node.js", versions.node());
        row(out, "Redis", versions.redis());
        out.println();
    }

    private void orders(PrintWriter out) {
        BenchPlan plan = results.plan();
        out.println("## Orders");
        out.println();
        out.println("![Orders accepted a second](orders.svg)");
        out.println();
        out.println("![p99 of the open loop](p99.svg)");
        out.println();
        out.printf(
                "Closed: %d customers who come again as soon as they are answered; at first right after the start. "
                        + "Open: %s, whether or not those before are "
                        + "answered; latencies count from the time at which an order was to come.%n%n",
                plan.customers(), openLoop());
        out.println(
                "| | orders/s, first 20 s | orders/s, closed | p50 ms | p99 ms | orders/s, open | p50 ms | p99 ms | p99.9 ms | accepted | lost | published twice |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (ShopResult shop : results.shops()) {
            if (shop.hasSpeed()) {
                row(
                        out,
                        shop.name(),
                        figure(shop, ShopRun::coldPerSecond),
                        figure(shop, ShopRun::ordersPerSecond),
                        figure(shop, run -> run.closed().p50()),
                        figure(shop, run -> run.closed().p99()),
                        figure(shop, ShopRun::openPerSecond),
                        figure(shop, run -> run.open().p50()),
                        figure(shop, run -> run.open().p99()),
                        figure(shop, run -> run.open().p999()),
                        sum(shop, ShopRun::accepted),
                        "0",
                        sum(shop, ShopRun::doubled));
            }
        }
        out.println();
        results.shops().stream()
                .filter(shop -> !shop.hasSpeed())
                .forEach(shop -> out.printf("No speed for %s: %s%n%n", shop.name(), shop.noSpeed()));
    }

    private static String sum(ShopResult shop, ToLongFunction<ShopRun> number) {
        return "%,d".formatted(shop.runs().stream().mapToLong(number).sum());
    }

    private static String figure(ShopResult shop, ToDoubleFunction<ShopRun> figure) {
        return Figures.number(shop.median(figure));
    }

    private void promises(PrintWriter out) {
        out.println("## Promises of a 201");
        out.println();
        out.println("| | 201 means | not guaranteed |");
        out.println("|---|---|---|");
        results.shops().forEach(shop -> row(out, shop.name(), shop.keeps(), shop.risks()));
        out.println();
    }

    private void untilCharged(PrintWriter out) {
        out.println("## From an order to its charge");
        out.println();
        out.printf(
                "%d orders a second come, with no limit on payments; counted from when each was to come to when its charge "
                        + "begins.%n%n",
                results.plan().paidPerSecond());
        out.println("| | p50 ms | p99 ms | p99.9 ms | longest ms |");
        out.println("|---|---:|---:|---:|---:|");
        results.untilCharged()
                .keySet()
                .forEach(shop -> row(
                        out,
                        shop,
                        untilCharged(shop, Latency::p50),
                        untilCharged(shop, Latency::p99),
                        untilCharged(shop, Latency::p999),
                        untilCharged(shop, Latency::max)));
        out.println();
    }

    private String untilCharged(String shop, ToDoubleFunction<Latency> figure) {
        return results.untilCharged(shop, figure).map(Figures::number).orElse("-");
    }

    private void paces(PrintWriter out) {
        out.println("## Limits, while more waits");
        out.println();
        out.println("| | limit | started | most in a sliding second | sliding seconds within the limit | limit used |");
        out.println("|---|---:|---:|---:|---:|---:|");
        results.paces()
                .forEach((name, rounds) -> rounds.forEach(pace -> row(
                        out,
                        name,
                        pace.limit() + "/s",
                        Integer.toString(pace.started()),
                        Integer.toString(pace.mostInASecond()),
                        percent(pace.kept()),
                        percent(pace.used()))));
        out.println();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void rates(PrintWriter out) {
        out.println("## Messages, and the limits of broker and database");
        out.println();
        out.println("| | a second |");
        out.println("|---|---:|");
        results.rates()
                .forEach(rate -> row(
                        out,
                        rate.name(),
                        rate.isKnown() ? Figures.number(rate.median()) : "not measured: " + rate.noRate()));
        out.println();
    }

    private void costs(PrintWriter out) {
        out.println("## Cost");
        out.println();
        out.println("| | program | ready s | resident MB | CPU s for 1,000 orders |");
        out.println("|---|---|---:|---:|---:|");
        results.shops().stream().filter(ShopResult::hasSpeed).forEach(shop -> {
            String cpu = figure(shop, ShopRun::cpuSecondsPerThousand);
            for (Program.Cost cost : shop.costs()) {
                row(
                        out,
                        shop.name(),
                        cost.program(),
                        Figures.number(cost.readySeconds()),
                        Figures.number(cost.residentMegabytes()),
                        cpu);
                // The figure is the sum of all its programs.
                cpu = "";
            }
        });
        results.byThemselves()
                .forEach(cost -> row(
                        out,
                        "Orderflow, each by itself, idle",
                        cost.program(),
                        Figures.number(cost.readySeconds()),
                        Figures.number(cost.residentMegabytes()),
                        ""));
        out.println();
    }

    private void growth(PrintWriter out) {
        Growth growth = results.growth();
        if (growth == null) {
            return;
        }
        out.println("## Growth");
        out.println();
        out.printf(
                Locale.ROOT,
                "| Orderflow | few waiting | %,d waiting |%n",
                results.plan().manyWaiting());
        out.println("|---|---:|---:|");
        grown(out, openLoop() + ", p50 ms", state -> state.post().p50());
        grown(out, openLoop() + ", p99 ms", state -> state.post().p99());
        grown(out, "relay, rows a second", Growth.State::relayPerSecond);
        grown(out, "payments a second", Growth.State::paymentsPerSecond);
        growth.few()
                .costs()
                .forEach(cost ->
                        grown(out, cost.program() + ", resident MB", state -> state.residentMegabytes(cost.program())));
        out.println();
    }

    private void grown(PrintWriter out, String what, ToDoubleFunction<Growth.State> figure) {
        Growth growth = Objects.requireNonNull(results.growth());
        row(
                out,
                what,
                Figures.number(figure.applyAsDouble(growth.few())),
                Figures.number(figure.applyAsDouble(growth.many())));
    }

    private void goals(PrintWriter out) {
        out.println("## What is wanted");
        out.println();
        out.println("| | reached | wanted | |");
        out.println("|---|---:|---:|---|");
        Goals.of(results)
                .forEach(goal -> row(
                        out,
                        goal.what(),
                        Figures.number(goal.value()),
                        (goal.isAtLeast() ? "≥ " : "≤ ") + goal.limit(),
                        goal.isMet() ? "met" : "not met"));
    }

    private static void row(PrintWriter out, String... cells) {
        out.println("| " + String.join(" | ", cells).replace("\n", " ") + " |");
    }
}
