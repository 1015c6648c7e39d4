package io.orderflow.bench;

/**
 * What is wanted of this system, and what it has reached.
 *
 * @param value one figure over another of the same run, which can be compared between machines; or a figure of its own
 * @param limit what it is to be at least, or at most
 */
record Goal(String what, double value, boolean isAtLeast, double limit) {

    boolean isMet() {
        return isAtLeast ? value >= limit : value <= limit;
    }
}
