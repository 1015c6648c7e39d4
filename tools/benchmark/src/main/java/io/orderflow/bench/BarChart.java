package io.orderflow.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Draws horizontal bars as SVG, readable on light and dark pages. */
final class BarChart {

    private static final int WIDTH = 720;
    private static final int LABELS = 200;
    private static final int VALUES = 110;
    private static final int TOP = 44;
    private static final int ROW = 30;

    private final String title;
    private final String unit;
    private final Map<String, Double> bars = new LinkedHashMap<>();

    BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    void add(String label, double value) {
        bars.put(label, value);
    }

    String svg() {
        double largest = bars.values().stream().mapToDouble(it -> it).max().orElse(1);
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                <title>%3$s</title>
                <style>
                  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
                  rect { fill: #8c959f }
                  .ours { fill: #0969da }
                  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
                </style>
                <text x="0" y="20" font-weight="bold">%3$s</text>
                """.formatted(WIDTH, TOP + ROW * bars.size(), escaped(title)));
        int y = TOP;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            double width = Math.max(1, bar.getValue() / largest * (WIDTH - LABELS - VALUES));
            svg.append(String.format(
                    Locale.ROOT,
                    """
                    <text x="%d" y="%d" text-anchor="end">%s</text>
                    <rect x="%d" y="%d" width="%.1f" height="%d"%s/>
                    <text x="%.1f" y="%d">%s %s</text>
                    """,
                    LABELS - 10,
                    y + 15,
                    escaped(bar.getKey()),
                    LABELS,
                    y,
                    width,
                    ROW - 9,
                    bar.getKey().equals(Peers.OURS) ? " class=\"ours\"" : "",
                    LABELS + width + 8,
                    y + 15,
                    Figures.number(bar.getValue()),
                    escaped(unit)));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
