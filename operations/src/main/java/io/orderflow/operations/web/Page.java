package io.orderflow.operations.web;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next what to give as {@code after} for the next part; null if this was the last
 */
public record Page<T>(List<T> items, String next) {

    /** @param found up to one more than {@code limit}, which tells whether there is a next page */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(List.copyOf(found.subList(0, limit)), cursor.apply(found.get(limit - 1)));
    }
}
