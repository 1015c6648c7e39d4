package io.orderflow.messaging.outbox;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.tracing.TraceHeaders;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one way out of a service: a message put here is published at least once if the transaction commits, and never if
 * it does not, whatever dies in between. The order of publication is not promised.
 */
public class Outbox {

    private final OutboxTable table;
    private final MessageCodec codec;
    private final Nudge nudge;

    Outbox(OutboxTable table, MessageCodec codec, Nudge nudge) {
        this.table = table;
        this.codec = codec;
        this.nudge = nudge;
    }

    /** @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(String exchange, String routingKey, Message message) {
        send(outgoing(exchange, routingKey, message));
    }

    /** @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(OutgoingMessage message) {
        table.add(message);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                nudge.give();
            }
        });
    }

    /** For a service that writes its row into {@code messaging.outbox} by a statement of its own. */
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

    /** What has not left yet. */
    public Backlog backlog() {
        return table.backlog();
    }

    /** Says that a row was committed by such a statement, so that it leaves now and not at the next poll. */
    public void nudge() {
        nudge.give();
    }
}
