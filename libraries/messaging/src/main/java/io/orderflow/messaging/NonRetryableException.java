package io.orderflow.messaging;

import org.jspecify.annotations.Nullable;

/**
 * A message can't be handled, and no retry can change that: the message becomes a dead letter at once. The dead letter keeps the
 * exception's text for operators, so the text must hold no personal data and no secret.
 */
public class NonRetryableException extends RuntimeException {

    public NonRetryableException(String message) {
        super(message);
    }

    public NonRetryableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
