package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.OversizedBody;
import io.orderflow.messaging.received.ReceivedProperties;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.MessageProperties;

/**
 * Headers that record the failures of a message. RabbitMQ 4 ignores an {@code x-death} header that a client publishes, so the
 * module uses its own. Times are ISO 8601.
 */
public final class FailureHeaders {

    /** The number of failed attempts. */
    public static final String ATTEMPTS = "orderflow-attempts";

    public static final String FIRST_FAILED_AT = "orderflow-first-failed-at";
    public static final String LAST_FAILED_AT = "orderflow-last-failed-at";

    /** How often the message was postponed because its provider wanted it later. */
    public static final String POSTPONED = "orderflow-postponed";

    public static final String POSTPONED_SINCE = "orderflow-postponed-since";

    /**
     * The reason for the dead letter: {@code unreadable}, {@value #FORGED}, {@code permanent}, {@code exhausted} or
     * {@code expired}.
     */
    public static final String REASON = "orderflow-reason";

    /** The reason of a message that is not what its routing key says, or that its sender may not send. */
    public static final String FORGED = "forged";

    /** Class and text of the last exception. */
    public static final String EXCEPTION = "orderflow-exception";

    /** The routing key of the first publication. */
    public static final String ROUTING_KEY = "orderflow-routing-key";

    /** The work queue in which the message failed last. */
    public static final String QUEUE = "orderflow-queue";

    /** The id of the dead letter, so that a copy that arrives twice is stored once. */
    public static final String DEAD_LETTER = "orderflow-dead-letter";

    /** How often an operator has redriven the message. */
    public static final String REDRIVEN = "orderflow-redriven";

    /**
     * The id of the dead letter from which a message was redriven. All copies of one redrive have the same, so that they become
     * one dead letter again, even without a message id. Only the service itself redrives, so no copy of another user's message keeps
     * this header: with it, a user could hide dead letters behind each other.
     */
    public static final String REDRIVE = "orderflow-redrive";

    /** The headers that a redriven message loses. */
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

    /** The limit for all kept headers together. It leaves room in a frame for the headers that the next publication adds. */
    private static final int MOST_CHARACTERS = 16_000;

    private FailureHeaders() {}

    /** @return the number of failed attempts so far; 0 if the header is missing or invalid */
    public static int attempts(MessageProperties properties) {
        return count(properties, ATTEMPTS);
    }

    static int postponed(MessageProperties properties) {
        return count(properties, POSTPONED);
    }

    private static int count(MessageProperties properties, String header) {
        return new ReceivedProperties(properties).count(header);
    }

    /** @return when the message was first postponed; now, if the header is missing or invalid */
    static Instant postponedSince(MessageProperties properties, Instant now) {
        Instant told = new ReceivedProperties(properties).timeBefore(now, POSTPONED_SINCE);
        return told == null ? now : told;
    }

    /** The headers of a copy of the message: those that it keeps, and who sent the original. */
    static Map<String, Object> ofCopy(MessageProperties properties, Senders senders) {
        Map<String, Object> headers = plain(properties.getHeaders(), MOST_CHARACTERS);
        headers.putAll(OversizedBody.headersOfCopy(properties.getHeaders()));
        headers.put(Senders.HEADER, senders.of(properties));
        if (!senders.isSelf(properties)) {
            headers.remove(REDRIVE);
        }
        return headers;
    }

    /**
     * The headers that a copy of the message keeps. The copy drops three kinds: {@code x-} headers, in which the broker records
     * the path of this message; headers that exceed the size limit; and values that would change when the outbox stores them as
     * JSON.
     */
    private static Map<String, Object> plain(Map<String, Object> headers, int mostCharacters) {
        Map<String, Object> plain = new HashMap<>();
        int room = mostCharacters;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            String name = header.getKey();
            Object value = header.getValue();
            if (!isPlain(value) || name.startsWith("x-")) {
                continue;
            }
            int length = name.length() + value.toString().length();
            if (length <= room) {
                plain.put(name, value);
                room -= length;
            }
        }
        return plain;
    }

    /** Removes headers that no copy keeps, and those beyond twice the limit of a copy, which no message of a service has. */
    public static void bound(Map<String, Object> headers) {
        headers.keySet().retainAll(plain(headers, 2 * MOST_CHARACTERS).keySet());
    }

    /** The text of a header with nested tables could overflow the stack. */
    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Integer || value instanceof Long;
    }
}
