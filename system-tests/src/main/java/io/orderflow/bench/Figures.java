package io.orderflow.bench;

import java.util.Locale;

/** Figures as they are read: three digits that count, at least. */
final class Figures {

    private Figures() {}

    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
