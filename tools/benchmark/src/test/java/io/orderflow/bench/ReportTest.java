package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Machine MACHINE = new Machine("now", "abc", "a processor", 2, "24 GB", "a system", "25");
    private static final Versions VERSIONS = new Versions("17", "4", "15", "20", "7");

    @TempDir
    private Path folder;

    @Test
    void reportsNoSpeedForAShopThatLostOrders() {
        ShopResult loser = new ShopResult(Peers.NAIVE, "", "", List.of(run(9_999, 1)), "lost 3 of 10 orders");
        String report = report(shop(Peers.OURS, 1_000, 10), loser).text();
        assertThat(report)
                .contains("No speed for naive, no confirms: lost 3 of 10 orders")
                .doesNotContain("9,999");
        assertThat(Goals.of(results(shop(Peers.OURS, 1_000, 10), loser))).isEmpty();
    }

    @Test
    void comparesMediansWithTheGoals() {
        ShopResult ours = new ShopResult(Peers.OURS, "", "", List.of(run(1, 5), run(3_000, 10), run(9_000, 99)), null);
        assertThat(Goals.of(results(ours, shop(Peers.STORY, 2_000, 5))))
                .containsExactly(
                        new Goal("orders a second, to Express + BullMQ", 1.5, true, 1.2),
                        new Goal("p99 of the closed loop, to Express + BullMQ", 2, false, 1),
                        new Goal("p99 of the open loop, to Express + BullMQ", 2, false, 1))
                .extracting(Goal::isMet)
                .containsExactly(true, false, false);
    }

    @Test
    void explainsAMissingFigure() {
        Rates rates = new Rates();
        rates.measure(
                BenchmarkResults.PGBENCH,
                () -> Tool.find("no-such-program", "no-such-package").path().hashCode() / 1.0);
        assertThat(rates.all()).extracting(MeasuredRate::isKnown).containsExactly(false);
        assertThat(rates.all().get(0).noRate()).contains("no-such-program is not installed", "no-such-package");
    }

    @Test
    void writesEveryRoundToTheJson() throws Exception {
        ShopResult ours = new ShopResult(Peers.OURS, "", "", List.of(run(10, 1), run(20, 2)), null);
        report(ours).write(folder);
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("results.json")));
        assertThat(json.at("/shops/0/runs/1/ordersPerSecond").asDouble()).isEqualTo(20);
        assertThat(Files.readString(folder.resolve(Report.FILE))).contains("| Orderflow | 15.0 |");
    }

    @Test
    void drawsTheLongestBarForTheLargestFigure() {
        BarChart chart = new BarChart("Orders & more", "a second");
        chart.add("<b>", 50);
        chart.add(Peers.OURS, 100);
        assertThat(chart.svg())
                .contains("Orders &amp; more", "&lt;b&gt;")
                .contains("width=\"205.0\"", "width=\"410.0\" height=\"21\" class=\"ours\"");
    }

    private static ShopResult shop(String name, double perSecond, double p99) {
        return new ShopResult(name, "", "", List.of(run(perSecond, p99)), null);
    }

    private static ShopRun run(double perSecond, double p99) {
        Latency latency = new Latency(1, p99, p99, p99);
        return new ShopRun(perSecond, perSecond, latency, perSecond, latency, 10, 0, 0, 1, List.of());
    }

    private static Report report(ShopResult... shops) {
        return new Report(results(shops));
    }

    private static BenchmarkResults results(ShopResult... shops) {
        return new BenchmarkResults(
                MACHINE,
                VERSIONS,
                BenchPlan.QUICK,
                List.of(shops),
                Map.of(),
                Map.of(),
                List.of(),
                null,
                null,
                List.of());
    }
}
