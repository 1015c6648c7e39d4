package io.orderflow.messaging.deadletter;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.RetryLaterException;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.outbox.OutgoingMessage;
import io.orderflow.messaging.received.ReceivedProperties;
import io.orderflow.messaging.sender.ForgedMessageException;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides what happens to a message that could not be handled: a retry after a pause in a wait queue, a delayed job, or a dead
 * letter. Each copy goes into the outbox or the delayed jobs, in one transaction with the messages that the handler publishes
 * about the failure; unreadable and forged messages go into the table of dead letters. Only after that may the original be
 * acknowledged.
 */
public class FailureHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);
    private static final int LONGEST_TEXT = 500;

    private final Outbox outbox;
    private final DelayedJobs jobs;
    private final DeadLetterRepository repository;
    private final Senders senders;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final DeadLetterMetrics metrics;

    FailureHandler(
            Outbox outbox,
            DelayedJobs jobs,
            DeadLetterRepository repository,
            Senders senders,
            TransactionTemplate transaction,
            Clock clock,
            DeadLetterMetrics metrics) {
        this.outbox = outbox;
        this.jobs = jobs;
        this.repository = repository;
        this.senders = senders;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Makes a dead letter of an unreadable or a forged message. No handler is notified, because nothing in the message may be acted
     * upon.
     *
     * @param why a {@link ForgedMessageException}, or why the message is unreadable
     * @return the dead letter, for {@link #store}
     */
    public OutgoingMessage refused(
            ConsumerQueues queues, org.springframework.amqp.core.Message original, NonRetryableException why) {
        String reason = why instanceof ForgedMessageException ? FailureHeaders.FORGED : "unreadable";
        return deadLetter(queues, original, reason, why.toString());
    }

    /**
     * Stores dead letters in one transaction, without the way through the outbox and the dead-letter queue. So a flood of them takes
     * little from other messages.
     */
    public void store(ConsumerQueues queues, List<OutgoingMessage> letters) {
        log.warn(
                "message {} from {}, and {} behind it, become dead letters: {}",
                letters.get(0).messageId(),
                letters.get(0).headers().get(FailureHeaders.QUEUE),
                letters.size() - 1,
                letters.get(0).headers().get(FailureHeaders.EXCEPTION));
        transaction.executeWithoutResult(status -> {
            // The archiver recognises the second copy of a redriven message.
            letters.stream().filter(FailureHandler::isRedriven).forEach(outbox::send);
            repository.addAll(
                    queues, letters.stream().filter(it -> !isRedriven(it)).toList());
        });
        letters.forEach(it ->
                metrics.died(queues.consumer(), String.valueOf(it.headers().get(FailureHeaders.REASON))));
    }

    private static boolean isRedriven(OutgoingMessage letter) {
        return letter.headers().containsKey(FailureHeaders.REDRIVE);
    }

    /** @return true if the message is now a dead letter; false if it will be retried */
    public <M extends Message> boolean failed(
            ConsumerQueues queues,
            org.springframework.amqp.core.Message original,
            M message,
            MessageHandler<M> handler,
            Exception why) {
        int attempts = FailureHeaders.attempts(original.getMessageProperties()) + 1;
        boolean permanent = why instanceof NonRetryableException;
        boolean dead = permanent || attempts >= queues.attempts();
        String reason = permanent ? "permanent" : "exhausted";
        String error = Secrets.removedFrom(why.toString(), message);
        transaction.executeWithoutResult(status -> {
            if (dead) {
                bury(queues, original, reason, error);
                String text = Secrets.removedFrom(String.valueOf(why.getMessage()), message);
                handler.onDeadLetter(
                        message, permanent ? text : "failed %s times, last with: %s".formatted(attempts, text));
            } else {
                String wait = queues.retry(attempts);
                log.info("{} failed, attempt {} of {}: to {}: {}", message, attempts, queues.attempts(), wait, error);
                outbox.send(copy(wait, original, headers(original, error)));
            }
        });
        if (dead) {
            metrics.died(queues.consumer(), reason);
        }
        return dead;
    }

    /**
     * Stores the message as a delayed job, because its provider wants it later. No attempt is counted.
     *
     * @return whether the message is now a dead letter, because it was postponed for too long
     */
    public <M extends Message> boolean postponed(
            ConsumerQueues queues,
            Postponement postponement,
            org.springframework.amqp.core.Message original,
            M message,
            MessageHandler<M> handler,
            RetryLaterException why) {
        MessageProperties properties = original.getMessageProperties();
        Instant now = clock.instant();
        Instant since = FailureHeaders.postponedSince(properties, now);
        int count = FailureHeaders.postponed(properties);
        Instant next = postponement.next(count, since, now, why.after());
        String error = Secrets.removedFrom(why.toString(), message);
        transaction.executeWithoutResult(status -> {
            if (next == null) {
                bury(queues, original, "expired", error);
                handler.onDeadLetter(
                        message,
                        "postponed %s times, last with: %s"
                                .formatted(count, Secrets.removedFrom(String.valueOf(why.getMessage()), message)));
            } else {
                log.info("{} waits until {}: {}", message, next, error);
                Map<String, Object> headers = FailureHeaders.ofCopy(properties, senders);
                headers.put(FailureHeaders.POSTPONED, count + 1);
                headers.put(FailureHeaders.POSTPONED_SINCE, since.toString());
                jobs.postpone(
                        queues.consumer(), Duration.between(now, next), copy(queues.comeback(), original, headers));
            }
        });
        if (next == null) {
            metrics.died(queues.consumer(), "expired");
        }
        return next == null;
    }

    private void bury(
            ConsumerQueues queues, org.springframework.amqp.core.Message original, String reason, String error) {
        log.warn(
                "message {} from {} becomes a dead letter, {}: {}",
                ReceivedProperties.of(original).messageId(),
                original.getMessageProperties().getConsumerQueue(),
                reason,
                error);
        outbox.send(deadLetter(queues, original, reason, error));
    }

    private OutgoingMessage deadLetter(
            ConsumerQueues queues, org.springframework.amqp.core.Message original, String reason, String error) {
        Map<String, Object> headers = headers(original, error);
        headers.put(FailureHeaders.REASON, reason);
        headers.put(
                FailureHeaders.DEAD_LETTER,
                idOfDeadLetter(original.getMessageProperties()).toString());
        return copy(queues.deadLetters(), original, headers);
    }

    /** A relay that dies may publish a redriven message twice. Both copies get the same id, and one of them is stored. */
    private UUID idOfDeadLetter(MessageProperties properties) {
        String redrive = new ReceivedProperties(properties).text(FailureHeaders.REDRIVE);
        return senders.isSelf(properties) && redrive != null
                ? UUID.nameUUIDFromBytes(("redriven " + redrive).getBytes(StandardCharsets.UTF_8))
                : UUID.randomUUID();
    }

    private Map<String, Object> headers(org.springframework.amqp.core.Message original, String error) {
        MessageProperties properties = original.getMessageProperties();
        Map<String, Object> headers = FailureHeaders.ofCopy(properties, senders);
        // Continue the trace from this attempt and drop the original link.
        headers.putAll(TraceHeaders.current());
        headers.remove(TraceHeaders.LINK);
        String now = Instant.now(clock).toString();
        headers.put(FailureHeaders.ATTEMPTS, FailureHeaders.attempts(properties) + 1);
        headers.putIfAbsent(FailureHeaders.FIRST_FAILED_AT, now);
        headers.put(FailureHeaders.LAST_FAILED_AT, now);
        headers.putIfAbsent(FailureHeaders.ROUTING_KEY, properties.getReceivedRoutingKey());
        headers.put(FailureHeaders.QUEUE, properties.getConsumerQueue());
        headers.put(FailureHeaders.EXCEPTION, shortened(error));
        return headers;
    }

    private static OutgoingMessage copy(
            String exchange, org.springframework.amqp.core.Message original, Map<String, Object> headers) {
        ReceivedProperties properties = ReceivedProperties.of(original);
        return new OutgoingMessage(
                exchange,
                Objects.requireNonNull(original.getMessageProperties().getReceivedRoutingKey()),
                properties.messageId(),
                properties.type(),
                properties.correlationId(),
                headers,
                original.getBody());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
