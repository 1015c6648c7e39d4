package io.orderflow.bench;

import java.util.Locale;

/** Formats figures with at least three significant digits. */
final class Figures {

    private Figures() {}

    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
