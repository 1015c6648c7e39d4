package io.orderflow.messaging;

/**
 * Says that a message can't be handled now or ever: no retry, straight to the dead letters. The text is kept with the
 * dead letter for people to read; it must hold no personal data and no secret.
 */
public class PermanentFailure extends RuntimeException {

    public PermanentFailure(String message) {
        super(message);
    }

    public PermanentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
