package io.orderflow.operations.deadletters;

import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.operations.web.Cursor;
import io.orderflow.operations.web.Problem;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/** Selects dead letters by query parameters. A missing parameter matches any value. {@code order} is the id of an order. */
record DeadLetterQuery(
        @Size(max = 100) @Nullable String consumer,
        @Size(max = 100) @Nullable String reason,
        @Size(max = 100) @Nullable String type,
        @Size(max = 100) @Nullable String order,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        Instant from,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        Instant until) {

    private static final Set<String> NAMES = Arrays.stream(DeadLetterQuery.class.getRecordComponents())
            .map(it -> it.getName())
            .collect(Collectors.toUnmodifiableSet());

    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                consumer, reason, type, order, Cursor.storable("from", from), Cursor.storable("until", until));
    }

    boolean isEmpty() {
        return Stream.of(consumer, reason, type, order, from, until).allMatch(it -> it == null);
    }

    /** Rejects unknown parameters, because a misspelt filter would select too many dead letters. */
    static void refuseUnknown(Collection<String> given, String... besides) {
        Set<String> unknown = new HashSet<>(given);
        unknown.removeAll(NAMES);
        unknown.removeAll(List.of(besides));
        if (!unknown.isEmpty()) {
            throw Problem.invalid(
                    "query",
                    "allows only %s"
                            .formatted(Stream.concat(NAMES.stream(), Stream.of(besides))
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
        }
    }
}
