package io.orderflow.backing;

/** Another process listens on a port that a server needs. */
final class PortTakenException extends BackingServiceException {

    PortTakenException(String message) {
        super(message);
    }
}
