package io.orderflow.operations.web;

import java.time.DateTimeException;
import java.time.Instant;

/** Where a page ended, in a list by time: what {@code next} says and {@code after} takes. */
public record Cursor(Instant time, String id) {

    /** @return null for null */
    public static Cursor parse(String text) {
        if (text == null) {
            return null;
        }
        int end = text.indexOf('_');
        try {
            return new Cursor(Instant.parse(text.substring(0, Math.max(0, end))), text.substring(end + 1));
        } catch (DateTimeException e) {
            throw Problem.invalid("after", "must be what 'next' of the page before says");
        }
    }

    @Override
    public String toString() {
        return time + "_" + id;
    }
}
