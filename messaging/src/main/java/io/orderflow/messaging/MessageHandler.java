package io.orderflow.messaging;

import io.orderflow.messages.Message;

/**
 * Handles one type of message for one consumer. Declare it as a bean; the queues, the limit, retries and dead letters come with it.
 * Implement one of its two kinds: {@link TransactionalHandler} changes only the service's own database, {@link EffectHandler} has an
 * effect outside of it.
 *
 * @param <M> the type of message
 */
public sealed interface MessageHandler<M extends Message> permits TransactionalHandler, EffectHandler {

    /** Which consumer this handler belongs to, by its name under {@code orderflow.consumers}. */
    String consumer();

    Class<M> type();

    /**
     * Called when the message becomes a dead letter, in a transaction, to report it to whoever waits for the outcome. The message
     * may still be sent again and then succeed.
     */
    default void onDeadLetter(M message, String reason) {}
}
