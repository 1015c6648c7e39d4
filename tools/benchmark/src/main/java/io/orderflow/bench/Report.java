package io.orderflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run as Markdown with two charts, and as JSON with the figures of each round. */
final class Report {

    static final String FILE = "report.md";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final BenchmarkResults results;

    Report(BenchmarkResults results) {
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
                    chart(
                            "%d orders a second, p99".formatted(results.plan().openPerSecond()),
                            "ms",
                            run -> run.open().p99()));
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

    String text() {
        return new ReportText(results).text();
    }
}
