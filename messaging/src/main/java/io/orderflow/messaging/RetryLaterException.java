package io.orderflow.messaging;

import java.time.Duration;

/**
 * The provider wants the message at a later time. The message waits for it as a delayed job; no attempt is counted. After
 * {@code give-up-after} it becomes a dead letter with reason {@code expired}.
 */
public class RetryLaterException extends RuntimeException {

    private final Duration after;
    private final boolean forAll;

    /**
     * @param message holds no personal data and no secret
     * @param after how long the provider wants to be left alone; null if it did not say
     * @param forAll whether it wants no other message either for that long
     */
    public RetryLaterException(String message, Duration after, boolean forAll) {
        super(message);
        this.after = after;
        this.forAll = forAll;
    }

    /** Null if the provider did not say. */
    public Duration after() {
        return after;
    }

    public boolean isForAll() {
        return forAll;
    }
}
