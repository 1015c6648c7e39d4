package io.orderflow.messaging.topology;

import io.orderflow.messages.Priority;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of one consumer's queues and exchanges, all derived from the consumer's name:
 *
 * <pre>
 *   payment.vip, payment.regular, payment.bulk   work queues, one per lane (or one queue "payment" without lanes)
 *   payment                                      topic exchange that routes back into the lanes
 *   payment.retry.2s, payment.retry.4s           wait queues, each behind a fanout exchange of the same name
 *   payment.dlq                                  dead letters, behind a fanout exchange of the same name
 * </pre>
 *
 * <p>A fanout exchange keeps the routing key. So a message returns from a wait queue to its own lane, and a dead letter
 * keeps the key of its destination.
 */
public record ConsumerQueues(String consumer, boolean lanes, List<Duration> retryAfter) {

    /** Most important first. */
    public List<String> work() {
        return lanes ? Arrays.stream(Priority.values()).map(this::lane).toList() : List.of(consumer);
    }

    String lane(Priority priority) {
        return consumer + "." + priority.lane();
    }

    /** The exchange that routes a message back into its lane. */
    public String comeback() {
        return consumer;
    }

    /** A routing key with which {@link #comeback} finds a lane: the given key if it names a lane, else the regular lane. */
    public String comebackKey(@Nullable String key) {
        boolean saysWhichLane =
                key != null && Arrays.stream(Priority.values()).anyMatch(it -> ("." + key).endsWith("." + it.lane()));
        if (!lanes || saysWhichLane) {
            return key == null ? "" : key;
        }
        return key == null || key.isEmpty() ? Priority.REGULAR.lane() : Priority.REGULAR.routingKey(key);
    }

    /** The wait queue, and its exchange, for the pause after the given attempt, counted from 1. */
    public String retry(int attempt) {
        return retry(retryAfter.get(attempt - 1));
    }

    /** All wait queues, in the order of the pauses. */
    public List<String> retries() {
        return retryAfter.stream().map(this::retry).toList();
    }

    String retry(Duration pause) {
        boolean wholeSeconds = pause.toMillisPart() == 0;
        return consumer + ".retry." + (wholeSeconds ? pause.toSeconds() + "s" : pause.toMillis() + "ms");
    }

    /** How often a message is attempted in total. */
    public int attempts() {
        return retryAfter.size() + 1;
    }

    public String deadLetters() {
        return consumer + ".dlq";
    }
}
