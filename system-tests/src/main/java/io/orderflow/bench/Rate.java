package io.orderflow.bench;

import java.util.List;

/**
 * Something a second, once for each round.
 *
 * @param noRate why it could not be measured here; null where it was
 */
record Rate(String name, List<Double> perSecond, String noRate) {

    boolean isKnown() {
        return noRate == null;
    }

    double median() {
        return Median.of(perSecond);
    }
}
