package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.OversizedBody;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.outbox.PostgresText;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * Stores the messages of a dead-letter queue in the database: copies from {@link FailureHandler}, which carry its reasons, and
 * messages that the broker itself dead-lettered.
 */
public class DeadLetterArchiver {

    private final DeadLetterRepository repository;
    private final Inbox inbox;
    private final Senders senders;
    private final Clock clock;
    private final DeadLetterMetrics metrics;

    DeadLetterArchiver(
            DeadLetterRepository repository, Inbox inbox, Senders senders, Clock clock, DeadLetterMetrics metrics) {
        this.repository = repository;
        this.inbox = inbox;
        this.senders = senders;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The reason for which the broker dead-lettered the message; empty for a copy from {@link FailureHandler}, which
     * notifies the handler itself.
     */
    public Optional<String> brokersReason(Message message) {
        Headers headers = new Headers(message.getMessageProperties());
        return headers.text(FailureHeaders.REASON) == null && !headers.death().isEmpty()
                ? Optional.of(headers.reason())
                : Optional.empty();
    }

    /** Stores the dead letter once, however often the broker delivers it. */
    public void file(ConsumerQueues queues, Message message) {
        Headers headers = new Headers(message.getMessageProperties());
        UUID id = headers.id(message.getBody());
        MessageProperties properties = message.getMessageProperties();
        DeadLetter letter = new DeadLetter(
                id,
                queues.consumer(),
                headers.diedAt(clock),
                headers.reason(),
                headers.text(FailureHeaders.EXCEPTION),
                FailureHeaders.attempts(properties),
                headers.number(FailureHeaders.REDRIVEN),
                headers.queue(),
                PostgresText.text(properties.getMessageId()),
                PostgresText.text(properties.getType()),
                PostgresText.text(properties.getCorrelationId()));
        inbox.once(queues.deadLetters(), id, () -> {
            Map<String, Object> kept = FailureHeaders.ofCopy(properties, senders);
            kept.putAll(TraceHeaders.current());
            repository.add(
                    letter,
                    PostgresText.text(queues.comebackKey(properties.getReceivedRoutingKey())),
                    PostgresText.headers(kept),
                    message.getBody());
            if (headers.text(FailureHeaders.REASON) == null) {
                metrics.died(queues.consumer(), "broker");
            }
        });
    }

    /** Reads the headers of a dead letter: first this module's own, then the broker's {@code x-death}. */
    private record Headers(MessageProperties properties) {

        /** An id that stays the same when the broker redelivers the message. */
        UUID id(byte[] body) {
            UUID given = parsed(FailureHeaders.DEAD_LETTER, UUID::fromString);
            if (given != null) {
                return given;
            }
            if (death().isEmpty()) {
                return UUID.randomUUID();
            }
            String hash = Objects.requireNonNullElse(text(OversizedBody.SHA256), "");
            String identity =
                    properties.getMessageId() + new String(body, StandardCharsets.ISO_8859_1) + hash + death();
            return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * The time of death from the headers, if it lies between 1970 and now; otherwise now. A foreign message may name any
         * time, even one that the database can't store.
         */
        Instant diedAt(Clock clock) {
            Instant now = clock.instant();
            Instant told = parsed(FailureHeaders.LAST_FAILED_AT, Instant::parse);
            if (told == null && death().get("time") instanceof Date time) {
                told = time.toInstant();
            }
            return told != null && told.isAfter(Instant.EPOCH) && told.isBefore(now) ? told : now;
        }

        String reason() {
            String given = text(FailureHeaders.REASON);
            Object fromBroker = death().get("reason");
            return given != null ? given : fromBroker == null ? "unknown" : fromBroker.toString();
        }

        String queue() {
            String given = text(FailureHeaders.QUEUE);
            Object fromBroker = death().get("queue");
            return given != null || fromBroker == null ? given : fromBroker.toString();
        }

        String text(String header) {
            return properties.getHeaders().get(header) instanceof String text ? PostgresText.text(text) : null;
        }

        /** @return null if the header is missing or invalid, because any client may have published the message */
        private <T> T parsed(String header, Function<String, T> parser) {
            try {
                String text = text(header);
                return text == null ? null : parser.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                return null;
            }
        }

        int number(String header) {
            return properties.getHeaders().get(header) instanceof Number number ? number.intValue() : 0;
        }

        /** The broker's latest entry; empty if there is none. */
        private Map<?, ?> death() {
            return properties.getHeaders().get("x-death") instanceof List<?> deaths
                            && !deaths.isEmpty()
                            && deaths.get(0) instanceof Map<?, ?> latest
                    ? latest
                    : Map.of();
        }
    }
}
