package io.orderflow.cli;

import io.orderflow.launcher.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints rows under headings, with columns as wide as needed. */
final class Table {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";
    private static final Pattern NUMBER = Pattern.compile("[0-9.]+×?");

    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(headings);
    }

    /** Adds one cell for each heading; null shows as a dash. */
    void add(@Nullable Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::plain).toArray(String[]::new));
    }

    /** The text in one line, without control characters. */
    static String plain(@Nullable Object value) {
        return value == null ? NOTHING : PlainText.line(value.toString());
    }

    /** At least 0, because the clocks of the service and of this machine may differ. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** @param width of the terminal; cuts the last column to fit, if enough of it remains readable */
    void print(PrintWriter out, int width) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int it = column;
            widths[it] = rows.stream().mapToInt(row -> row[it].length()).max().orElse(0);
            right[it] = rows.stream().skip(1).map(row -> row[it]).allMatch(Table::isNumberOrNothing);
        }
        int before = Arrays.stream(widths, 0, columns - 1)
                .map(it -> it + GAP.length())
                .sum();
        widths[columns - 1] = Math.max(40, width - before);
        rows.forEach(row -> out.println(line(row, widths, right)));
        out.flush();
    }

    private static boolean isNumberOrNothing(String cell) {
        return cell.equals(NOTHING) || NUMBER.matcher(cell).matches();
    }

    private static String line(String[] row, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        int last = row.length - 1;
        for (int column = 0; column < last; column++) {
            String pad = " ".repeat(widths[column] - row[column].length());
            line.append(right[column] ? pad + row[column] : row[column] + pad).append(GAP);
        }
        return line.append(cut(row[last], widths[last])).toString().stripTrailing();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
