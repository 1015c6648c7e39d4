package io.orderflow.operations.web;

import java.time.DateTimeException;
import java.time.Instant;

/** The end of a page in a list sorted by time. The field {@code next} returns it, and the parameter {@code after} takes it. */
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
            throw Problem.invalid("after", "must be the 'next' of the previous page");
        }
    }

    @Override
    public String toString() {
        return time + "_" + id;
    }
}
