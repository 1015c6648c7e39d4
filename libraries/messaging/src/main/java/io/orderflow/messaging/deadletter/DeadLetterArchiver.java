package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.OversizedBody;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.outbox.PostgresText;
import io.orderflow.messaging.received.ReceivedProperties;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
                headers.received().messageId(),
                headers.received().type(),
                headers.received().correlationId());
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
            UUID given = received().parsed(FailureHeaders.DEAD_LETTER, UUID::fromString);
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
            Instant told = received().timeBefore(now, FailureHeaders.LAST_FAILED_AT);
            Instant fromBroker = told == null ? received().diedAt(now) : told;
            return fromBroker == null ? now : fromBroker;
        }

        String reason() {
            String given = text(FailureHeaders.REASON);
            String fromBroker = received().deathText("reason");
            return given != null ? given : fromBroker == null ? "unknown" : fromBroker;
        }

        @Nullable
        String queue() {
            String given = text(FailureHeaders.QUEUE);
            return given == null ? received().deathText("queue") : given;
        }

        @Nullable
        String text(String header) {
            return received().text(header);
        }

        int number(String header) {
            return received().count(header);
        }

        Map<?, ?> death() {
            return received().death();
        }

        private ReceivedProperties received() {
            return new ReceivedProperties(properties);
        }
    }
}
