package io.orderflow.messaging;

import io.orderflow.messages.Message;
import io.orderflow.messaging.ratelimit.Permit;

/**
 * A handler that has an effect outside the service's own database, such as a charge or a mail. It works in three steps:
 *
 * <ol>
 *   <li>A short transaction claims the {@linkplain #subject subject} for the length of a lease and calls {@link #begin}.
 *   <li>{@link #perform} makes the effect. No transaction is open and no connection is held.
 *   <li>A second short transaction calls {@link #record} and marks the message as handled.
 * </ol>
 *
 * <p>If the service dies in between, the effect is made again when the lease is over. So the provider must recognise the effect by an
 * idempotency key, such as {@link Message#id()}.
 *
 * @param <R> what the effect returns
 */
public non-sealed interface EffectHandler<M extends Message, R> extends MessageHandler<M> {

    /** The system that receives the effect. All handlers of one consumer have the same provider. */
    Provider provider();

    /** The replicas together make one effect at a time for each subject. Default: the id of the message. */
    default String subject(M message) {
        return message.id().toString();
    }

    /**
     * Called in the transaction of the claim, to prepare the service's own state.
     *
     * @return false if nothing is left to do: the message is then marked as handled
     */
    default boolean begin(M message) {
        return true;
    }

    /**
     * Makes the effect. Prepare everything else first, then call {@link Permit#awaitStart()} immediately before the effect. When
     * this method returns or throws, the effect has arrived, or its connection is closed so that it can't arrive any more. Call
     * {@link Permit#arrived()} as soon as the effect has arrived, so that a slow answer does not slow the consumer down.
     *
     * @throws NonRetryableException if another attempt can't succeed: the message becomes a dead letter at once
     * @throws ProviderUnavailableException if the provider is away; no attempt is counted
     * @throws RetryLaterException if the provider wants the message later; no attempt is counted
     * @throws RuntimeException for any other failure: the message is retried later, and becomes a dead letter after the last
     *     attempt
     */
    R perform(M message, Permit permit);

    /** Records the outcome, in the transaction that marks the message as handled. */
    void record(M message, R result);
}
