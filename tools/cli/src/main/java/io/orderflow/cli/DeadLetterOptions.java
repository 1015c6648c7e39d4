package io.orderflow.cli;

import io.orderflow.launcher.OpsApi;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that select dead letters. */
final class DeadLetterOptions {

    @Option(names = "--consumer", paramLabel = "NAME", description = "Dead letters of this consumer, such as email.")
    private @Nullable String consumer;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description =
                    "Dead letters with this reason: unreadable, forged, permanent, exhausted, expired, or the broker's.")
    private @Nullable String reason;

    @Option(names = "--type", paramLabel = "TYPE", description = "Messages of this type, such as order.placed.")
    private @Nullable String type;

    @Option(names = "--order", paramLabel = "ORDER", description = "Messages about this order, by its full id.")
    private @Nullable String order;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Dead-lettered at this time or later, such as 2026-01-31T08:30:00Z.")
    private @Nullable Instant from;

    @Option(names = "--until", paramLabel = "TIME", converter = Time.class, description = "Dead-lettered earlier.")
    private @Nullable Instant until;

    boolean areEmpty() {
        return given().isEmpty();
    }

    /** The query of a request, without the question mark. */
    String query() {
        return given().entrySet().stream()
                .map(it -> it.getKey() + "=" + OpsApi.encoded(it.getValue().toString()))
                .collect(Collectors.joining("&"));
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("consumer", consumer);
        given.put("reason", reason);
        given.put("type", type);
        given.put("order", order);
        given.put("from", from);
        given.put("until", until);
        given.values().removeIf(it -> it == null);
        return given;
    }

    static final class Time implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(text + " is not a time such as 2026-01-31T08:30:00Z");
            }
        }
    }
}
