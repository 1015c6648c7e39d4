package io.orderflow.messaging.outbox;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.tracing.TraceHeaders;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Publishes messages transactionally. A message is published at least once if the transaction commits, and never if it rolls
 * back, whatever crashes in between. The outbox does not promise an order of publication.
 */
public class Outbox {

    private final OutboxRepository repository;
    private final MessageCodec codec;
    private final WakeUpSignal wakeUp;

    Outbox(OutboxRepository repository, MessageCodec codec, WakeUpSignal wakeUp) {
        this.repository = repository;
        this.codec = codec;
        this.wakeUp = wakeUp;
    }

    /** @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(String exchange, String routingKey, Message message) {
        send(outgoing(exchange, routingKey, message));
    }

    /** @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(OutgoingMessage message) {
        repository.add(message);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wakeUp.give();
            }
        });
    }

    /** Builds the message for a service that inserts into {@code messaging.outbox} with its own statement. */
    public OutgoingMessage outgoing(String exchange, String routingKey, Message message) {
        return new OutgoingMessage(
                exchange,
                routingKey,
                message.id().toString(),
                message.type(),
                message.correlationId().toString(),
                TraceHeaders.current(),
                codec.write(message));
    }

    /** The messages that are not published yet. */
    public Backlog backlog() {
        return repository.backlog();
    }

    /** Wakes the relay after such a statement has committed, so that the relay does not wait for its next poll. */
    public void wakeUp() {
        wakeUp.give();
    }
}
