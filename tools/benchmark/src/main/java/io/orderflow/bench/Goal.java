package io.orderflow.bench;

/**
 * A goal of this system and the result.
 *
 * @param value a ratio of two figures of the same run, which is comparable between machines; or a single figure
 * @param limit the least or largest allowed value
 */
record Goal(String what, double value, boolean isAtLeast, double limit) {

    boolean isMet() {
        return isAtLeast ? value >= limit : value <= limit;
    }
}
