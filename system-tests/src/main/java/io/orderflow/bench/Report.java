package io.orderflow.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A run as Markdown with two charts, and as JSON with the figures of each round. */
final class Report {

    static final String FILE = "report.md";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("results.json"), JSON.writeValueAsString(results) + "\n");
            Files.writeString(
                    folder.resolve("orders.svg"), chart("Orders accepted", "a second", ShopRun::ordersPerSecond));
            Files.writeString(
                    folder.resolve("p99.svg"),
                    chart(openLoop() + ", p99", "ms", run -> run.open().p99()));
            Files.writeString(folder.resolve(FILE), text());
        } catch (IOException e) {
            throw new UncheckedIOException("The report can't be written to " + folder, e);
        }
    }

    private String chart(String title, String unit, ToDoubleFunction<ShopRun> figure) {
        BarChart chart = new BarChart(title, unit);
        results.shops().stream()
                .filter(ShopResult::hasSpeed)
                .forEach(shop -> chart.add(shop.name(), shop.median(figure)));
        return chart.svg();
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
        ratios(out);
        return text.toString();
    }

    private void circumstances(PrintWriter out) {
        BenchPlan plan = results.plan();
        out.printf(
                "%d round%s of all in turn, each with %d s to warm up and %d s for each loop. Figures are medians of the "
                        + "rounds. Load, services, broker and database share the machine. No run that lost an order has a "
                        + "speed.%n%n",
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
                "Closed: %d customers who come again as soon as they are answered. Open: %s, whether or not those before are "
                        + "answered; latencies count from the time at which an order was to come.%n%n",
                plan.customers(), openLoop());
        out.println("| | orders/s, closed | p50 ms | p99 ms | orders/s, open | p50 ms | p99 ms | p99.9 ms "
                + "| accepted | lost | CPU ms an order | resident MB | ready s |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (ShopResult shop : results.shops()) {
            if (shop.hasSpeed()) {
                row(
                        out,
                        shop.name(),
                        figure(shop, ShopRun::ordersPerSecond),
                        figure(shop, run -> run.closed().p50()),
                        figure(shop, run -> run.closed().p99()),
                        figure(shop, ShopRun::openPerSecond),
                        figure(shop, run -> run.open().p50()),
                        figure(shop, run -> run.open().p99()),
                        figure(shop, run -> run.open().p999()),
                        "%,d"
                                .formatted(shop.runs().stream()
                                        .mapToLong(ShopRun::accepted)
                                        .sum()),
                        "0",
                        figure(shop, ShopRun::cpuMillisPerOrder),
                        figure(shop, ShopRun::residentMegabytes),
                        figure(shop, ShopRun::readySeconds));
            }
        }
        out.println();
        results.shops().stream()
                .filter(shop -> !shop.hasSpeed())
                .forEach(shop -> out.printf("No speed for %s: %s%n%n", shop.name(), shop.noSpeed()));
    }

    private static String figure(ShopResult shop, ToDoubleFunction<ShopRun> figure) {
        return Figures.number(shop.median(figure));
    }

    private void promises(PrintWriter out) {
        out.println("## What a 201 promises");
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
        out.println("## Ten payments a second, while more wait");
        out.println();
        out.println("| | most in a sliding second | a second, on average |");
        out.println("|---|---:|---:|");
        results.paces()
                .forEach((shop, rounds) -> row(
                        out,
                        shop,
                        Integer.toString(rounds.stream()
                                .mapToInt(Pace::mostInASecond)
                                .max()
                                .orElse(0)),
                        Figures.number(
                                Median.of(rounds.stream().map(Pace::perSecond).toList()))));
        out.println();
    }

    private void rates(PrintWriter out) {
        out.println("## The limit, and the relay");
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

    private void ratios(PrintWriter out) {
        List<Ratio> ratios = Ratios.of(results);
        out.println("## Orderflow to the others");
        out.println();
        out.println("| | ratio | wanted | |");
        out.println("|---|---:|---:|---|");
        ratios.forEach(ratio -> row(
                out,
                ratio.what(),
                Figures.number(ratio.value()),
                (ratio.isAtLeast() ? "≥ " : "≤ ") + ratio.limit(),
                ratio.isMet() ? "met" : "not met"));
    }

    private static void row(PrintWriter out, String... cells) {
        out.println("| " + String.join(" | ", cells).replace("\n", " ") + " |");
    }
}
