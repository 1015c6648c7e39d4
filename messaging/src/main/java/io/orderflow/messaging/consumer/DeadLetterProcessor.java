package io.orderflow.messaging.consumer;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.deadletter.DeadLetterKeeper;
import io.orderflow.messaging.inbox.Inbox;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.topology.ConsumerQueues;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files dead letters, and tells of those that the broker itself gave up. There is nothing after them, so none is ever given up:
 * what can't be filed now is tried again.
 */
final class DeadLetterProcessor implements DeliveryProcessor {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterProcessor.class);

    private final ConsumerQueues queues;
    private final Handlers handlers;
    private final MessageCodec codec;
    private final Inbox inbox;
    private final DeadLetterKeeper keeper;

    DeadLetterProcessor(
            ConsumerQueues queues, Handlers handlers, MessageCodec codec, Inbox inbox, DeadLetterKeeper keeper) {
        this.queues = queues;
        this.handlers = handlers;
        this.codec = codec;
        this.inbox = inbox;
        this.keeper = keeper;
    }

    @Override
    public Outcome process(Delivery delivery, Permit permit, BooleanSupplier running) {
        keeper.brokersReason(delivery.message())
                .ifPresent(reason -> tell(delivery.message().getBody(), reason));
        keeper.file(queues, delivery.message());
        delivery.acknowledge();
        return Outcome.HANDLED;
    }

    private void tell(byte[] body, String reason) {
        try {
            tell(codec.read(body), "given up by the broker: " + reason);
        } catch (UnreadableMessage e) {
            log.debug("{}: nobody waits for what makes no sense", queues.deadLetters(), e);
        } catch (RuntimeException e) {
            if (DatabaseOutage.isCauseOf(e)) {
                throw e;
            }
            log.error("{}: nobody could be told of a message that the broker gave up", queues.deadLetters(), e);
        }
    }

    /** Not of one that was handled, and that came again and again because its acknowledgement was lost. */
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
