package io.orderflow.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rate per second, measured once in each round.
 *
 * @param noRate why it could not be measured here; null if it was
 */
record MeasuredRate(
        String name, List<Double> perSecond, @Nullable String noRate) {

    boolean isKnown() {
        return noRate == null;
    }

    double median() {
        return Median.of(perSecond);
    }
}
