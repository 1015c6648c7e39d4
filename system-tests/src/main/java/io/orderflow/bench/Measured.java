package io.orderflow.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Orders that were all accepted, how long each took, and how long all of them. */
record Measured(Histogram latencies, Duration time) {

    long orders() {
        return latencies.getTotalCount();
    }

    double perSecond() {
        return orders() / (time.toNanos() / 1e9);
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
