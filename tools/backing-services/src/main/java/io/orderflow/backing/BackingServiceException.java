package io.orderflow.backing;

/** A program outside this JVM could not be started, stopped or reached. The message says what to do about it. */
public sealed class BackingServiceException extends RuntimeException permits PortTakenException {

    public BackingServiceException(String message) {
        super(message);
    }

    public BackingServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
