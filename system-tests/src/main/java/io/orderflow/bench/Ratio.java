package io.orderflow.bench;

/**
 * One figure over another of the same run: what can be compared between machines.
 *
 * @param limit what it is to be at least, or at most
 */
record Ratio(String what, double value, boolean isAtLeast, double limit) {

    boolean isMet() {
        return isAtLeast ? value >= limit : value <= limit;
    }
}
