package io.orderflow.messaging.consumer;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.database.Outage;
import io.orderflow.messaging.deadletter.DeadLetterArchiver;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.sender.ForgedMessageException;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.topology.ConsumerQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores dead letters, and notifies the handlers of those that the broker itself dead-lettered. No dead-letter queue follows, so
 * the processor retries each dead letter until it is stored.
 */
final class DeadLetterProcessor implements DeliveryProcessor {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterProcessor.class);

    private final ConsumerQueues queues;
    private final Handlers handlers;
    private final MessageCodec codec;
    private final Senders senders;
    private final Inbox inbox;
    private final DeadLetterArchiver archiver;

    DeadLetterProcessor(
            ConsumerQueues queues,
            Handlers handlers,
            MessageCodec codec,
            Senders senders,
            Inbox inbox,
            DeadLetterArchiver archiver) {
        this.queues = queues;
        this.handlers = handlers;
        this.codec = codec;
        this.senders = senders;
        this.inbox = inbox;
        this.archiver = archiver;
    }

    @Override
    public Outcome process(DeliveryGroup group, Permit permit) {
        Delivery delivery = group.first();
        archiver.brokersReason(delivery.message()).ifPresent(reason -> tell(delivery.message(), reason));
        archiver.file(queues, delivery.message());
        delivery.acknowledge();
        return Outcome.HANDLED;
    }

    private void tell(org.springframework.amqp.core.Message delivered, String reason) {
        try {
            Message message = codec.read(delivered);
            senders.check(delivered, message);
            tell(message, "given up by the broker: " + reason);
        } catch (UnreadableMessage | ForgedMessageException e) {
            log.debug("{}: an unreadable or forged dead letter has no handler to notify", queues.deadLetters(), e);
        } catch (RuntimeException e) {
            if (Outage.isCauseOf(e)) {
                throw e;
            }
            log.error("{}: could not notify the handler that its message is a dead letter", queues.deadLetters(), e);
        }
    }

    /** Skips a handled message that the broker redelivered too often because the acknowledgement was lost. */
    private <M extends Message> void tell(M message, String reason) {
        MessageHandler<M> handler = handlers.of(message);
        if (handler == null) {
            return;
        }
        inbox.once(queues.deadLetters() + ".told", message.id(), () -> {
            if (!inbox.knows(queues.consumer(), message.id())) {
                handler.onDeadLetter(message, reason);
            }
        });
    }
}
