package io.orderflow.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** The latency of each accepted order, and the duration of the whole run. */
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
