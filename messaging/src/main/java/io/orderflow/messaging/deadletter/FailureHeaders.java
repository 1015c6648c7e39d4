package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.tracing.TraceHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.MessageProperties;

/**
 * The headers that tell a message's troubles. They are our own, because RabbitMQ 4 ignores an {@code x-death} header that
 * a client publishes. Times are ISO 8601.
 */
public final class FailureHeaders {

    /** How often the message was tried and failed. */
    public static final String ATTEMPTS = "orderflow-attempts";

    public static final String FIRST_FAILED_AT = "orderflow-first-failed-at";
    public static final String LAST_FAILED_AT = "orderflow-last-failed-at";

    /** How often its provider wanted the message later. */
    public static final String POSTPONED = "orderflow-postponed";

    public static final String POSTPONED_SINCE = "orderflow-postponed-since";

    /** Why it is a dead letter: {@code unreadable}, {@code permanent}, {@code exhausted} or {@code expired}. */
    public static final String REASON = "orderflow-reason";

    /** The last exception: its class and text. */
    public static final String EXCEPTION = "orderflow-exception";

    /** The routing key with which the message was first published. */
    public static final String ROUTING_KEY = "orderflow-routing-key";

    /** The work queue that it failed in last. */
    public static final String QUEUE = "orderflow-queue";

    /** Names the dead letter, so that a copy of it that comes twice is filed once. */
    public static final String DEAD_LETTER = "orderflow-dead-letter";

    /** How often an operator sent the message again. */
    public static final String REDRIVEN = "orderflow-redriven";

    /** What a message leaves behind when it is sent again. */
    static final List<String> OF_ONE_LIFE = List.of(
            ATTEMPTS,
            FIRST_FAILED_AT,
            LAST_FAILED_AT,
            POSTPONED,
            POSTPONED_SINCE,
            REASON,
            EXCEPTION,
            ROUTING_KEY,
            QUEUE,
            DEAD_LETTER,
            TraceHeaders.LINK);

    /** Of all headers of a message together: what may be added for its next way still fits into a frame of the broker's. */
    private static final int MOST_CHARACTERS = 16_000;

    private FailureHeaders() {}

    /** @return how often the message was tried and failed before; what can't be counted on from is 0 */
    public static int attempts(MessageProperties properties) {
        return count(properties, ATTEMPTS);
    }

    static int postponed(MessageProperties properties) {
        return count(properties, POSTPONED);
    }

    private static int count(MessageProperties properties, String header) {
        int told = properties.getHeaders().get(header) instanceof Number number ? number.intValue() : 0;
        return told < 0 || told == Integer.MAX_VALUE ? 0 : told;
    }

    /** @return when the message was postponed first; now, if it was not, or if the header makes no sense */
    static Instant postponedSince(MessageProperties properties, Instant now) {
        try {
            Instant told =
                    properties.getHeaders().get(POSTPONED_SINCE) instanceof String text ? Instant.parse(text) : now;
            return told.isAfter(Instant.EPOCH) && told.isBefore(now) ? told : now;
        } catch (DateTimeException e) {
            return now;
        }
    }

    /**
     * @return those that make sense in a new message; what the broker noted of this one's way does not, nor what is too large to
     *     be sent again with more, or is no longer what it was when it has been in the outbox as JSON
     */
    static Map<String, Object> plain(MessageProperties properties) {
        Map<String, Object> plain = new HashMap<>();
        int room = MOST_CHARACTERS;
        for (Map.Entry<String, Object> header : properties.getHeaders().entrySet()) {
            String name = header.getKey();
            Object value = header.getValue();
            int length = name.length() + String.valueOf(value).length();
            boolean isPlain = value instanceof String || value instanceof Integer || value instanceof Long;
            if (isPlain && !name.startsWith("x-") && length <= room) {
                plain.put(name, value);
                room -= length;
            }
        }
        return plain;
    }
}
