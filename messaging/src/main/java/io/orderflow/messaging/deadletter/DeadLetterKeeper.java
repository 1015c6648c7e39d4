package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.outbox.Storable;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * Files what comes out of a dead-letter queue: the copies that {@link FailureRecorder} sent there with its reasons, and what
 * the broker itself gave up.
 */
public class DeadLetterKeeper {

    private final DeadLetterTable table;
    private final Inbox inbox;
    private final Clock clock;
    private final DeadLetterMetrics metrics;

    DeadLetterKeeper(DeadLetterTable table, Inbox inbox, Clock clock, DeadLetterMetrics metrics) {
        this.table = table;
        this.inbox = inbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Why the broker itself gave it up, before anybody was told; nothing for what {@link FailureRecorder} sent. */
    public Optional<String> brokersReason(Message message) {
        Headers headers = new Headers(message.getMessageProperties());
        return headers.text(FailureHeaders.REASON) == null && !headers.death().isEmpty()
                ? Optional.of(headers.reason())
                : Optional.empty();
    }

    /** Files it once, however often it is delivered. */
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
                Storable.text(properties.getMessageId()),
                Storable.text(properties.getType()),
                Storable.text(properties.getCorrelationId()));
        inbox.once(queues.deadLetters(), id, () -> {
            Map<String, Object> kept = FailureHeaders.plain(properties);
            kept.putAll(TraceHeaders.current());
            table.add(
                    letter,
                    Storable.text(queues.comebackKey(headers.routingKey())),
                    Storable.headers(kept),
                    message.getBody());
            if (headers.text(FailureHeaders.REASON) == null) {
                metrics.died(queues.consumer(), "broker");
            }
        });
    }

    /** What the headers tell, ours first, then the broker's {@code x-death}. */
    private record Headers(MessageProperties properties) {

        /** Something that stays the same when the broker delivers it again. */
        UUID id(byte[] body) {
            UUID given = parsed(FailureHeaders.DEAD_LETTER, UUID::fromString);
            if (given != null) {
                return given;
            }
            if (death().isEmpty()) {
                return UUID.randomUUID();
            }
            String identity = properties.getMessageId() + new String(body, StandardCharsets.ISO_8859_1) + death();
            return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        }

        /** It was in the past, and no longer ago than the database has times for; whatever else is said is not so. */
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

        String routingKey() {
            return death().get("routing-keys") instanceof List<?> keys && !keys.isEmpty()
                    ? keys.get(0).toString()
                    : properties.getReceivedRoutingKey();
        }

        String text(String header) {
            return properties.getHeaders().get(header) instanceof String text ? Storable.text(text) : null;
        }

        /** @return null also where the header makes no sense: anybody may have put the message there */
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

        /** The broker's latest entry; empty where it has none. */
        private Map<?, ?> death() {
            return properties.getHeaders().get("x-death") instanceof List<?> deaths
                            && !deaths.isEmpty()
                            && deaths.get(0) instanceof Map<?, ?> latest
                    ? latest
                    : Map.of();
        }
    }
}
