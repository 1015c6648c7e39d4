package io.orderflow.bench;

/** Percentiles in milliseconds. */
record Latency(double p50, double p99, double p999, double max) {

    static Latency of(Measured measured) {
        return new Latency(measured.millis(50), measured.millis(99), measured.millis(99.9), measured.millis(100));
    }
}
