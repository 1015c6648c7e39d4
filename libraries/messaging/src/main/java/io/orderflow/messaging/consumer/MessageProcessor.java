package io.orderflow.messaging.consumer;

import io.opentelemetry.api.trace.Span;
import io.orderflow.messages.Message;
import io.orderflow.messaging.EffectHandler;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.TransactionalHandler;
import io.orderflow.messaging.database.Outage;
import io.orderflow.messaging.deadletter.FailureHandler;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.outbox.OutgoingMessage;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.Permit.PermitLostException;
import io.orderflow.messaging.sender.ForgedMessageException;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.SpanFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles each message once, and retries or dead-letters a message that fails. */
final class MessageProcessor implements DeliveryProcessor {

    private static final Logger log = LoggerFactory.getLogger(MessageProcessor.class);

    private static final int MOST_TOGETHER = 250;

    private final ConsumerQueues queues;
    private final Handlers handlers;
    private final MessageCodec codec;
    private final Senders senders;
    private final Inbox inbox;
    private final FailureHandler failures;
    private final @Nullable EffectProcessor effects;

    /** How many refused messages are dead-lettered one by one, because a group with them failed. */
    private final AtomicInteger oneByOne = new AtomicInteger();

    /** @param effects null for a consumer whose handlers have no effects */
    MessageProcessor(
            ConsumerQueues queues,
            Handlers handlers,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            FailureHandler failures,
            @Nullable EffectProcessor effects) {
        this.queues = queues;
        this.handlers = handlers;
        this.codec = codec;
        this.senders = senders;
        this.inbox = inbox;
        this.failures = failures;
        this.effects = effects;
    }

    @Override
    public Outcome process(DeliveryGroup group, Permit permit) throws NotNowException {
        try {
            Outcome outcome = settle(group, permit);
            group.acknowledge();
            return outcome;
        } catch (PermitLostException e) {
            throw new NotNowException(e.getMessage(), Duration.ZERO, false);
        } catch (RuntimeException e) {
            SpanFailure.note(Span.current(), e);
            if (Outage.isCauseOf(e)) {
                throw e;
            }
            log.error(
                    "{}: the failure of a message could not be recorded, the broker dead-letters the message",
                    queues.consumer(),
                    e);
            group.first().reject();
            return Outcome.BURIED;
        }
    }

    private Outcome settle(DeliveryGroup group, Permit permit) throws NotNowException {
        Message message;
        try {
            message = read(group.first());
        } catch (UnreadableMessage | ForgedMessageException e) {
            refuse(group, e);
            return Outcome.BURIED;
        }
        return handle(group, message, permit);
    }

    /** Reads a message that the consumer may handle. */
    private Message read(Delivery delivery) {
        Message message = codec.read(delivery.message());
        senders.check(delivery.message(), message);
        if (handlers.of(message) == null) {
            throw codec.unexpected(message);
        }
        return message;
    }

    /**
     * Dead-letters the message, and those behind it that the consumer refuses, too: in one transaction, so that a flood of them
     * does not delay the other messages for long.
     */
    private void refuse(DeliveryGroup group, NonRetryableException why) {
        Map<Delivery, NonRetryableException> refused = new IdentityHashMap<>();
        refused.put(group.first(), why);
        boolean together = oneByOne.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
        if (together) {
            group.takeMoreWhile(delivery -> isRefused(delivery, refused), MOST_TOGETHER - 1);
        }
        try {
            List<OutgoingMessage> letters = new ArrayList<>();
            group.forEach(Outcome.BURIED, delivery -> {
                NonRetryableException reason = Objects.requireNonNull(refused.get(delivery));
                SpanFailure.note(Span.current(), reason);
                letters.add(failures.refused(queues, delivery.message(), reason));
            });
            failures.store(queues, letters);
        } catch (RuntimeException e) {
            if (group.size() == 1 || Outage.isCauseOf(e)) {
                throw e;
            }
            // One of them can't be stored. One by one, it stops no others. The text of the exception quotes the bodies.
            log.warn("{}: {} messages are dead-lettered one by one: {}", queues.consumer(), group.size(), e.getClass());
            oneByOne.set(group.size());
            group.putBackMore();
            refuse(group, why);
        }
    }

    private boolean isRefused(Delivery delivery, Map<Delivery, NonRetryableException> refused) {
        try {
            read(delivery);
            return false;
        } catch (UnreadableMessage | ForgedMessageException e) {
            refused.put(delivery, e);
            return true;
        }
    }

    private <M extends Message> Outcome handle(DeliveryGroup group, M message, Permit permit) throws NotNowException {
        MessageHandler<M> handler = Objects.requireNonNull(handlers.of(message));
        if (handler instanceof EffectHandler<M, ?> effect) {
            return Objects.requireNonNull(effects).process(group.first(), message, effect, permit, group::isRunning);
        }
        return handle(group.first(), message, (TransactionalHandler<M>) handler, permit);
    }

    private <M extends Message> Outcome handle(
            Delivery delivery, M message, TransactionalHandler<M> handler, Permit permit) {
        try {
            permit.awaitStart();
            inbox.once(queues.consumer(), message.id(), () -> handler.handle(message));
            return Outcome.HANDLED;
        } catch (PermitLostException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!(e instanceof NonRetryableException) && Outage.isCauseOf(e)) {
                throw e;
            }
            SpanFailure.note(Span.current(), e);
            boolean dead = failures.failed(queues, delivery.message(), message, handler, e);
            return dead ? Outcome.BURIED : Outcome.RETRIED;
        }
    }
}
