package io.orderflow.infrastructure;

/** Somebody else listens on a port that a server of ours needs. */
final class PortTakenException extends InfrastructureException {

    PortTakenException(String message) {
        super(message);
    }
}
