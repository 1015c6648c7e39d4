package io.orderflow.messages;

import java.math.BigDecimal;
import java.util.UUID;

/** Validates messages when they are created and when they are read, so that no incomplete message exists. */
final class Required {

    private static final int MOST_DIGITS = 30;

    private Required() {}

    static <T> T field(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException("field '%s' is missing".formatted(name));
        }
        return value;
    }

    /** Rejects numbers such as 1e999999999, which fit into a message but not into memory when written out. */
    static void amount(String name, BigDecimal value) {
        field(name, value);
        if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("field '%s' has more than %s digits".formatted(name, MOST_DIGITS));
        }
    }

    /** Accepts only versions that this release knows. Guessing at a newer version could charge a wrong amount. */
    static void version(int version, int newest) {
        if (version < 1 || version > newest) {
            throw new IllegalArgumentException("version %s is not known, 1 to %s are".formatted(version, newest));
        }
    }

    static void envelope(int version, int newest, UUID id, Object time, UUID correlationId) {
        version(version, newest);
        field("id", id);
        field("time", time);
        field("correlationId", correlationId);
    }
}
