package io.orderflow.operations.web;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/** The end of a page in a list sorted by time. The field {@code next} returns it, and the parameter {@code after} takes it. */
public record Cursor(Instant time, String id) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** @return null for null */
    public static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.indexOf('_');
        try {
            Instant time = Instant.parse(text.substring(0, Math.max(0, end)));
            return new Cursor(storable("after", time), text.substring(end + 1));
        } catch (DateTimeException e) {
            throw Problem.invalid("after", "must be the 'next' of the previous page");
        }
    }

    /**
     * @return the time, or null for null
     * @throws Problem if the database could not compare with the time
     */
    @Contract("_, null -> null; _, !null -> !null")
    public static @Nullable Instant storable(String parameter, @Nullable Instant time) {
        if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
            throw Problem.invalid(parameter, "must be a time between the years 1 and 9999");
        }
        return time;
    }

    @Override
    public String toString() {
        return time + "_" + id;
    }
}
