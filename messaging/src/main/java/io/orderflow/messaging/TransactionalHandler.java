package io.orderflow.messaging;

import io.orderflow.messages.Message;

/** A handler that changes only the service's own database. */
public non-sealed interface TransactionalHandler<M extends Message> extends MessageHandler<M> {

    /**
     * Does the work, in the transaction that also records the message as handled: what it writes is written once, however often the
     * message is delivered. It calls nothing outside, because the transaction would wait for the answer.
     *
     * @throws PermanentFailure where another attempt can't succeed: the message becomes a dead letter at once
     * @throws RuntimeException for anything else: the message is tried again later, and becomes a dead letter after the last attempt
     */
    void handle(M message);
}
