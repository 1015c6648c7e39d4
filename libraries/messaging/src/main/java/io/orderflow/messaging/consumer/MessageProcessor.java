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
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.Permit.PermitLostException;
import io.orderflow.messaging.sender.ForgedMessageException;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.topology.ConsumerQueues;
import io.orderflow.messaging.tracing.SpanFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles each message once, and retries or dead-letters a message that fails. */
final class MessageProcessor implements DeliveryProcessor {

    private static final Logger log = LoggerFactory.getLogger(MessageProcessor.class);

    private final ConsumerQueues queues;
    private final Handlers handlers;
    private final MessageCodec codec;
    private final Senders senders;
    private final Inbox inbox;
    private final FailureHandler failures;
    private final EffectProcessor effects;

    /** @param effects null for a consumer whose handlers have no effects */
    MessageProcessor(
            ConsumerQueues queues,
            Handlers handlers,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            FailureHandler failures,
            EffectProcessor effects) {
        this.queues = queues;
        this.handlers = handlers;
        this.codec = codec;
        this.senders = senders;
        this.inbox = inbox;
        this.failures = failures;
        this.effects = effects;
    }

    @Override
    public Outcome process(Delivery delivery, Permit permit, BooleanSupplier running) throws NotNowException {
        try {
            Outcome outcome = settle(delivery, permit, running);
            delivery.acknowledge();
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
            delivery.reject();
            return Outcome.BURIED;
        }
    }

    private Outcome settle(Delivery delivery, Permit permit, BooleanSupplier running) throws NotNowException {
        try {
            Message message = codec.read(delivery.message());
            senders.check(delivery.message(), message);
            return handle(delivery, message, permit, running);
        } catch (UnreadableMessage e) {
            SpanFailure.note(Span.current(), e);
            failures.unreadable(queues, delivery.message(), e);
            return Outcome.BURIED;
        } catch (ForgedMessageException e) {
            SpanFailure.note(Span.current(), e);
            failures.forged(queues, delivery.message(), e);
            return Outcome.BURIED;
        }
    }

    private <M extends Message> Outcome handle(Delivery delivery, M message, Permit permit, BooleanSupplier running)
            throws NotNowException {
        MessageHandler<M> handler = handlers.of(message);
        if (handler == null) {
            throw codec.unexpected(message);
        }
        if (handler instanceof EffectHandler<M, ?> effect) {
            return effects.process(delivery, message, effect, permit, running);
        }
        return handle(delivery, message, (TransactionalHandler<M>) handler, permit);
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
