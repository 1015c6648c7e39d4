package io.orderflow.messaging.received;

import io.orderflow.messaging.outbox.PostgresText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * Reads the properties and headers of a message, which any client may have set to any value. An impossible value counts as missing.
 * Every text can be stored by PostgreSQL.
 */
public record ReceivedProperties(MessageProperties properties) {

    /** How far the clock of a publisher may be ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** No message waits longer. An older time comes from a clock that was never set, or from another unit or epoch. */
    private static final Duration OLDEST = Duration.ofDays(365);

    public static ReceivedProperties of(Message message) {
        return new ReceivedProperties(message.getMessageProperties());
    }

    /** The queue from which the broker delivered the message. */
    public @Nullable String queue() {
        return properties.getConsumerQueue();
    }

    public @Nullable String messageId() {
        return PostgresText.text(properties.getMessageId());
    }

    public @Nullable String type() {
        return PostgresText.text(properties.getType());
    }

    public @Nullable String correlationId() {
        return PostgresText.text(properties.getCorrelationId());
    }

    /** @return when the message was published, in whole seconds; null if it does not say, or names an impossible time */
    public @Nullable Instant publishedAt(Instant now) {
        Date told = properties.getTimestamp();
        return told == null ? null : between(now.minus(OLDEST), told.toInstant(), now.plus(AHEAD));
    }

    public Map<String, Object> headers() {
        return properties.getHeaders();
    }

    /** @return null if the header is missing or no text */
    public @Nullable String text(String header) {
        return headers().get(header) instanceof String text ? PostgresText.text(text) : null;
    }

    /** @return 0 if the header is missing, no number, or no possible count */
    public int count(String header) {
        long told = headers().get(header) instanceof Number number ? number.longValue() : 0;
        return told < 0 || told >= Integer.MAX_VALUE ? 0 : (int) told;
    }

    /** @return null if the header is missing or names no time between 1970 and {@code now} */
    public @Nullable Instant timeBefore(Instant now, String header) {
        Instant told = parsed(header, Instant::parse);
        return told == null ? null : between(Instant.EPOCH, told, now);
    }

    /** @return null if the header is missing or can't be parsed */
    public <T> @Nullable T parsed(String header, Function<String, T> parser) {
        try {
            String text = text(header);
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /**
     * The broker's latest entry in {@code x-death}, sorted by name; empty if there is none. It leaves out nested values, because
     * the text of deeply nested tables could overflow the stack.
     */
    public Map<String, Object> death() {
        Map<String, Object> death = new TreeMap<>();
        if (headers().get("x-death") instanceof List<?> deaths
                && !deaths.isEmpty()
                && deaths.get(0) instanceof Map<?, ?> latest) {
            latest.forEach((name, value) -> {
                if (value instanceof String || value instanceof Number || value instanceof Date) {
                    death.put(name.toString(), value);
                }
            });
        }
        return death;
    }

    /** A text in the broker's latest entry in {@code x-death}; null if it is missing or no text. */
    public @Nullable String deathText(String name) {
        return death().get(name) instanceof String text ? PostgresText.text(text) : null;
    }

    /** @return when the broker dead-lettered the message; null if {@code x-death} names no time between 1970 and {@code now} */
    public @Nullable Instant diedAt(Instant now) {
        return death().get("time") instanceof Date time ? between(Instant.EPOCH, time.toInstant(), now) : null;
    }

    /** @return null if the time does not lie between the others */
    private static @Nullable Instant between(Instant earliest, Instant told, Instant latest) {
        return told.isAfter(earliest) && told.isBefore(latest) ? told : null;
    }
}
