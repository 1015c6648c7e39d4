package io.orderflow.messaging;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The provider wants the message later. The message waits as a delayed job, and no attempt is counted. After
 * {@code give-up-after} the message becomes a dead letter with the reason {@code expired}.
 */
public class RetryLaterException extends RuntimeException {

    private final @Nullable Duration after;
    private final boolean forAll;

    /**
     * @param message must hold no personal data and no secret
     * @param after how long the provider wants no message; null if the provider did not say
     * @param forAll whether {@code after} holds for all messages to this provider
     */
    public RetryLaterException(String message, @Nullable Duration after, boolean forAll) {
        super(message);
        this.after = after;
        this.forAll = forAll;
    }

    /** Null if the provider did not say. */
    public @Nullable Duration after() {
        return after;
    }

    public boolean isForAll() {
        return forAll;
    }
}
