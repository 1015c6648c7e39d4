package io.orderflow.messaging;

import io.orderflow.messages.Message;
import io.orderflow.messaging.ratelimit.Permit;

/**
 * Handles one type of message for one consumer. Declare it as a bean; the queues, the limit, retries and dead letters
 * come with it.
 *
 * @param <M> the type of message
 */
public interface MessageHandler<M extends Message> {

    /** Which consumer this handler belongs to, by its name under {@code orderflow.consumers}. */
    String consumer();

    Class<M> type();

    /**
     * Does the work, in a transaction that also records the message as handled: what it writes is written once,
     * however often the message is delivered. An effect outside the database happens at least once; hand the other side
     * {@link Message#id()} or the like as its idempotency key.
     *
     * <p>Call {@link Permit#use()} immediately before the effect that the consumer's limit is for, with all else prepared:
     * it returns at the moment when the effect is to start.
     *
     * @throws PermanentFailure where another attempt can't succeed: the message becomes a dead letter at once
     * @throws RuntimeException for anything else: the message is tried again later, and a dead letter after the last
     *     attempt
     */
    void handle(M message, Permit permit);

    /**
     * Called when the message becomes a dead letter, in a transaction, to tell whoever waits for the outcome. The message may
     * still be sent again and then succeed.
     */
    default void onDeadLetter(M message, String reason) {}
}
