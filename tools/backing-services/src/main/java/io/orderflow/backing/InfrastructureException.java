package io.orderflow.backing;

/** A program outside this JVM could not be started, stopped or reached. The message says what to do about it. */
public sealed class InfrastructureException extends RuntimeException permits PortTakenException {

    public InfrastructureException(String message) {
        super(message);
    }

    public InfrastructureException(String message, Throwable cause) {
        super(message, cause);
    }
}
