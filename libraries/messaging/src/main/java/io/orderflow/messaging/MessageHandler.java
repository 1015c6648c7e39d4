package io.orderflow.messaging;

import io.orderflow.messages.Message;

/**
 * Handles one type of message for one consumer. Declare the handler as a bean: the module adds the queues, the limit, retries and
 * dead letters. Implement one of the two kinds: {@link TransactionalHandler} changes only the service's own database,
 * {@link EffectHandler} has an effect outside of it.
 *
 * @param <M> the type of message
 */
public sealed interface MessageHandler<M extends Message> permits TransactionalHandler, EffectHandler {

    /** The consumer of this handler, by its name under {@code orderflow.consumers}. */
    String consumer();

    Class<M> type();

    /**
     * Called in a transaction when the message becomes a dead letter, to report the failure to those that wait for the outcome.
     * An operator may still redrive the message, and it may then succeed.
     */
    default void onDeadLetter(M message, String reason) {}
}
