package io.orderflow.messaging;

import io.orderflow.messages.Message;

/** A handler that changes only the service's own database. */
public non-sealed interface TransactionalHandler<M extends Message> extends MessageHandler<M> {

    /**
     * Does the work, in the transaction that also records the message as handled. So the changes are committed once, however
     * often the message is delivered. Do not call other systems here: the open transaction would wait for their answer.
     *
     * @throws NonRetryableException if another attempt can't succeed: the message becomes a dead letter at once
     * @throws RuntimeException for any other failure: the message is retried later, and becomes a dead letter after the last
     *     attempt
     */
    void handle(M message);
}
