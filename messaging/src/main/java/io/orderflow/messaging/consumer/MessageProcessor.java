package io.orderflow.messaging.consumer;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.PermanentFailure;
import io.orderflow.messaging.deadletter.FailureRecorder;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.topology.ConsumerQueues;

/**
 * Takes one delivery to its end: handled once, sent to wait, or buried. It is acknowledged only when that end is
 * committed in the database.
 */
final class DeliveryProcessor {

    private final ConsumerQueues queues;
    private final Handlers handlers;
    private final MessageCodec codec;
    private final Inbox inbox;
    private final FailureRecorder failures;

    DeliveryProcessor(
            ConsumerQueues queues, Handlers handlers, MessageCodec codec, Inbox inbox, FailureRecorder failures) {
        this.queues = queues;
        this.handlers = handlers;
        this.codec = codec;
        this.inbox = inbox;
        this.failures = failures;
    }

    /**
     * @throws Permit.PermitExpired if the message needs another permit
     * @throws RuntimeException if the database is away, so that nothing is decided
     */
    void process(Delivery delivery, Permit permit) {
        try {
            handle(delivery, codec.read(delivery.message().getBody()), permit);
        } catch (UnreadableMessage e) {
            failures.unreadable(queues, delivery.message(), e);
        }
        delivery.acknowledge();
    }

    private <M extends Message> void handle(Delivery delivery, M message, Permit permit) {
        MessageHandler<M> handler = handlers.of(message);
        if (handler == null) {
            failures.unreadable(queues, delivery.message(), codec.unexpected(message));
            return;
        }
        try {
            inbox.once(queues.consumer(), message.id(), () -> handler.handle(message, permit));
        } catch (Permit.PermitExpired e) {
            throw e;
        } catch (PermanentFailure e) {
            failures.failed(queues, delivery.message(), message, handler, e);
        } catch (RuntimeException e) {
            if (DatabaseOutage.isCauseOf(e)) {
                throw e;
            }
            failures.failed(queues, delivery.message(), message, handler, e);
        }
    }
}
